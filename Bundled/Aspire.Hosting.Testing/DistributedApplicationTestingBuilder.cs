using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Makes builders for tests, from an AppHost's entry point or empty ones.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs an AppHost's entry point until it builds, and gives its builder.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, usually <c>Projects.AppHost</c>.</typeparam>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), cancellationToken);

    /// <summary>Runs an AppHost's entry point with arguments until it builds, and gives its builder.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, usually <c>Projects.AppHost</c>.</typeparam>
    /// <param name="args">Arguments of the entry point.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <summary>Runs an AppHost's entry point with arguments until it builds, and gives its builder.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, usually <c>Projects.AppHost</c>.</typeparam>
    /// <param name="args">Arguments of the entry point.</param>
    /// <param name="configureBuilder">Changes options before the AppHost's builder is made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs an AppHost's entry point until it builds, and gives its builder.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, CancellationToken cancellationToken = default)
        => CreateAsync(entryPoint, [], cancellationToken);

    /// <summary>Runs an AppHost's entry point with arguments until it builds, and gives its builder.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly.</param>
    /// <param name="args">Arguments of the entry point.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default)
        => CreateAsync(entryPoint, args, (_, _) => { }, cancellationToken);

    /// <summary>Runs an AppHost's entry point with arguments until it builds, and gives its builder.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly.</param>
    /// <param name="args">Arguments of the entry point.</param>
    /// <param name="configureBuilder">Changes options before the AppHost's builder is made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);
        var factory = new ConfiguredFactory(entryPoint, args, configureBuilder);
        try
        {
            return new TestingBuilder(await factory.BuilderAsync(cancellationToken), factory);
        }
        catch
        {
            await factory.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty builder.</summary>
    /// <param name="args">Arguments of the builder.</param>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(args, (_, _) => { });

    /// <summary>An empty builder.</summary>
    /// <param name="args">Arguments of the builder.</param>
    /// <param name="configureBuilder">Changes options before the builder is made.</param>
    public static IDistributedApplicationTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(configureBuilder);
        var options = new DistributedApplicationOptions { Args = args };
        var settings = new HostApplicationBuilderSettings();
        TestingDefaults.Constructing(options, settings, Assembly.GetEntryAssembly());
        configureBuilder(options, settings);
        var builder = new DistributedApplicationBuilder(options);
        foreach (var (key, value) in settings.Configuration!.AsEnumerable())
        {
            builder.Configuration[key] = value;
        }

        TestingDefaults.AddHttpClient(builder);
        return new TestingBuilder(builder, null);
    }

    private sealed class ConfiguredFactory(Type entryPoint, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
        : DistributedApplicationFactory(entryPoint, args)
    {
        protected override void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
            => configure(applicationOptions, hostOptions);
    }
}
