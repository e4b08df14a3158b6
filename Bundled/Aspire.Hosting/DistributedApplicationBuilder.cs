using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.ConsoleOutput;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Health;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Builds an application that this process orchestrates.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static readonly Dictionary<string, string> s_switches = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--operation"] = "AppHost:Operation",
        ["--publisher"] = "Publishing:Publisher",
        ["--step"] = "Pipeline:Step",
        ["--output-path"] = "Pipeline:OutputPath",
        ["--log-level"] = "Pipeline:LogLevel",
    };

    private readonly DistributedApplicationOptions _options;
    private readonly HostApplicationBuilder _inner;
    private readonly DistributedApplicationEventing _eventing = new();
    private readonly DistributedApplicationExecutionContextOptions _executionContextOptions;

    /// <summary>A builder for command line arguments.</summary>
    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args ?? throw new ArgumentNullException(nameof(args)) })
    {
    }

    /// <summary>A builder with options.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        BuilderDiagnostics.Constructing(options, settings);

        // Watching appsettings.json watches the whole tree below it, which costs seconds when that is a repository.
        settings.Configuration ??= new();
        settings.Configuration.AddInMemoryCollection([new("hostBuilder:reloadConfigOnChange", "false")]);
        _inner = new(settings);
        _inner.Configuration.AddCommandLine(options.Args ?? [], s_switches);

        AppHostAssembly = options.AssemblyName is { Length: > 0 } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = Path.GetFullPath(options.ProjectDirectory ?? AppHostMetadata.Get(AppHostAssembly, AppHostMetadata.ProjectPath) ?? _inner.Environment.ContentRootPath);
        AppHostPath = AppHostMetadata.Get(AppHostAssembly, AppHostMetadata.ProjectName) is { } file
            ? Path.Combine(AppHostDirectory, Path.GetFileNameWithoutExtension(file))
            : Path.Combine(AppHostDirectory, _inner.Environment.ApplicationName);
        _executionContextOptions = ExecutionOptions();
        ExecutionContext = new(_executionContextOptions);
        AddConfiguration();
        AddLogging();
        AddServices();
        BuilderDiagnostics.Constructed(this);
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _inner.Configuration;

    /// <inheritdoc/>
    public string AppHostDirectory { get; }

    /// <summary>Path of the AppHost's project without its extension.</summary>
    public string AppHostPath { get; }

    /// <inheritdoc/>
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc/>
    public IHostEnvironment Environment => _inner.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _inner.Services;

    /// <inheritdoc/>
    public IDistributedApplicationEventing Eventing => _eventing;

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc/>
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (Resources.TryGetByName(resource.Name, out var existing))
        {
            throw new DistributedApplicationException($"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{existing.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new DistributedApplicationResourceBuilder<T>(this, resource);
    }

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        BuilderDiagnostics.Building(this);
        var application = new DistributedApplication(_inner.Build());
        _executionContextOptions.ServiceProvider = application.Services;
        _eventing.Logger = application.Services.GetRequiredService<ILogger<DistributedApplicationEventing>>();
        BuilderDiagnostics.Built(application);
        return application;
    }

    private DistributedApplicationExecutionContextOptions ExecutionOptions()
    {
        var publisher = Configuration["Publishing:Publisher"];
        var operation = Configuration["AppHost:Operation"]?.ToLowerInvariant() switch
        {
            "publish" => DistributedApplicationOperation.Publish,
            "run" => DistributedApplicationOperation.Run,
            null or "" => publisher is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish,
            var other => throw new DistributedApplicationException($"Invalid operation specified '{other}'. Valid operations are 'publish' or 'run'."),
        };
        return publisher is null ? new(operation) : new(operation, publisher);
    }

    private void AddConfiguration() => Configuration.AddInMemoryCollection(
    [
        new("AppHost:Directory", AppHostDirectory),
        new("AppHost:Path", AppHostPath),
        new("AppHost:DashboardApplicationName", _options.DashboardApplicationName ?? Environment.ApplicationName),
        new("AppHost:Sha256", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(AppHostPath.ToLowerInvariant())))),
    ]);

    private void AddLogging()
    {
        _inner.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        _inner.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        _inner.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        if (Configuration["Logging:Console:FormatterName"] is null)
        {
            _inner.Logging.AddConsole(console => console.FormatterName = PlainConsoleFormatter.FormatterName);
            _inner.Logging.AddConsoleFormatter<PlainConsoleFormatter, PlainConsoleFormatterOptions>();
        }
    }

    private void AddServices()
    {
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(_options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton<IDistributedApplicationEventing>(_eventing);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton(services => new ResourceLoggerService { TimeProvider = services.GetRequiredService<TimeProvider>() });
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(services => new ResourceCommandService(
            services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<ResourceLoggerService>(), services));

        // With a dashboard somebody can start a failed dependency again; without one, waiting on would be for ever.
        Services.Configure<ResourceNotificationServiceOptions>(options => options.DefaultWaitBehavior =
            _options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        Services.AddHealthChecks();
        Services.AddSingleton<HealthCheckClient>();
        OrchestrationServices.Add(Services, AppHostAssembly);
        if (!_options.DisableDashboard && ExecutionContext.IsRunMode)
        {
            DashboardOptions.AddSecrets(Configuration);
            DashboardServices.Add(Services, AppHostAssembly);
        }
    }
}
