using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Config;
using Embedded.TensorFlowServing.Flags;
using Embedded.TensorFlowServing.Lifecycle;
using Embedded.TensorFlowServing.Monitoring;
using Embedded.TensorFlowServing.Rest;
using Embedded.TensorFlowServing.Throttling;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Embedded.TensorFlowServing.Hosting;

/// <summary>Puts the server together.</summary>
internal static class ServerHost
{
    /// <summary>Builds the server that <paramref name="flags"/> describe; nothing listens yet.</summary>
    /// <exception cref="TensorFlowException">The flags or a file they name are wrong; the original would not start either.</exception>
    public static WebApplication Build(ServerFlags flags) => Build(flags, null);

    /// <summary>As above, with services replaced by tests.</summary>
    internal static WebApplication Build(ServerFlags flags, Action<IServiceCollection>? replace)
    {
        var models = Models(flags);
        var monitoring = flags.MonitoringConfigFile.Length > 0 ? MonitoringConfig.Read(flags.MonitoringConfigFile) : MonitoringConfig.Off;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Embedded.TensorFlowServing" });
        builder.Configuration.AddEnvironmentVariables();
        builder.AddServiceDefaults();
        builder.Services.TraceRequestsOnly();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        }).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;

            // A client may send as slowly as it likes, as with the original; the time limit of a call still holds.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.ListenAnyIP(flags.RestApiPort, listen => listen.Protocols = HttpProtocols.Http1);
        });

        // A request in flight may take as long as a request may take.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(Math.Max(flags.RestApiTimeoutInMs, 5000)) + TimeSpan.FromSeconds(flags.DrainSeconds));
        AddServices(builder.Services, flags, models, monitoring);
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        if (models.Any(m => m.Labels.Count > 0))
        {
            app.Services.GetRequiredService<ModelManager>().SetLabels(models, flags.AllowVersionLabelsForUnavailableModels);
        }

        app.Run(app.Services.GetRequiredService<RestHandler>().HandleAsync);
        return app;
    }

    private static void AddServices(IServiceCollection services, ServerFlags flags, IReadOnlyList<ModelConfig> models, MonitoringConfig monitoring)
    {
        var parallelism = flags.NumLoadThreads > 0 ? flags.NumLoadThreads : Environment.ProcessorCount;
        services.AddSingleton(TimeProvider.System)
            .AddSingleton(flags)
            .AddSingleton(models)
            .AddSingleton(monitoring)
            .AddSingleton(new LoadOptions(parallelism, Math.Max(0, flags.MaxNumLoadRetries), TimeSpan.FromMicroseconds(Math.Max(0, flags.LoadRetryIntervalMicros))))
            .AddSingleton<ServerMetrics>()
            .AddSingleton<IServableLoader, SavedModelLoader>()
            .AddSingleton<ModelManager>()
            .AddSingleton<FileSystemSource>()
            .AddSingleton(provider => new ExecutionGate(
                Environment.ProcessorCount,
                flags.CpuQuota > 0 ? new CpuQuota(flags.CpuQuota, provider.GetRequiredService<TimeProvider>()) : null,
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<InferenceHandler>()
            .AddSingleton<DrainState>()
            .AddSingleton<RestHandler>()
            .AddHostedService<DrainService>()
            .AddHostedService<ModelService>();
    }

    private static IReadOnlyList<ModelConfig> Models(ServerFlags flags)
    {
        if (flags.RestApiPort == 0)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, "server_options.http_options.port is 0 and this server has no other interface: set --rest_api_port.");
        }

        if (flags.RestApiPort == flags.Port)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"server_options.http_options.port cannot be same as grpc_port. Both are set to {flags.Port}");
        }

        if (flags.BatchingParametersFile.Length > 0 && !flags.EnableBatching)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, "server_options.batching_parameters_file is set without setting server_options.enable_batching to true.");
        }

        if (flags.ModelConfigFile.Length > 0)
        {
            return ModelConfigFile.Read(flags.ModelConfigFile);
        }

        if (flags.ModelBasePath.Length == 0)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, "Both server_options.model_base_path and server_options.model_config_file are empty!");
        }

        IReadOnlyList<ModelConfig> models = [new(flags.ModelName, flags.ModelBasePath, new VersionPolicy.Latest(1), new Dictionary<string, long>())];
        ModelConfigFile.Validate([.. models]);
        return models;
    }
}
