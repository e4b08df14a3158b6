using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Makes an application from an AppHost's entry point and starts it; a base for fixtures.</summary>
public class DistributedApplicationFactory : IDisposable, IAsyncDisposable
{
    private readonly DistributedApplicationEntryPoint _entryPoint;
    private readonly Lock _lock = new();
    private bool _begun;
    private bool _building;
    private DistributedApplication? _application;
    private bool _disposed;

    /// <summary>A factory for the AppHost that declares a type.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, usually <c>typeof(Projects.AppHost)</c>.</param>
    public DistributedApplicationFactory(Type entryPoint)
        : this(entryPoint, [])
    {
    }

    /// <summary>A factory for the AppHost that declares a type.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, usually <c>typeof(Projects.AppHost)</c>.</param>
    /// <param name="args">Arguments of the entry point.</param>
    public DistributedApplicationFactory(Type entryPoint, string[] args)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        _entryPoint = new DistributedApplicationEntryPoint(entryPoint.Assembly, args, (options, settings) =>
        {
            TestingDefaults.Constructing(options, settings, entryPoint.Assembly);
            OnBuilderCreating(options, settings);
        },
        builder =>
        {
            TestingDefaults.AddHttpClient(builder);
            OnBuilderCreated(builder);
        },
        OnBuilding);
    }

    /// <summary>Starts the application.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StartAsync(CancellationToken cancellationToken = default)
        => await (await BuildAsync(cancellationToken)).StartAsync(cancellationToken);

    /// <summary>A client for an endpoint of a resource.</summary>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="endpointName">Name of the endpoint; null for its https or http endpoint.</param>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = null) => Started().CreateHttpClient(resourceName, endpointName);

    /// <summary>The connection string of a resource.</summary>
    /// <param name="resourceName">Name of the resource.</param>
    public ValueTask<string?> GetConnectionString(string resourceName) => Started().GetConnectionStringAsync(resourceName);

    /// <summary>The address of an endpoint.</summary>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="endpointName">Name of the endpoint; null for its https or http endpoint.</param>
    public Uri GetEndpoint(string resourceName, string? endpointName = null) => Started().GetEndpoint(resourceName, endpointName);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        if (!Abandon())
        {
            return;
        }

        if (_application is { } application)
        {
            await application.DisposeAsync();
        }

        await _entryPoint.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        GC.SuppressFinalize(this);
    }

    /// <summary>Called before the builder is made.</summary>
    /// <param name="applicationOptions">Options of the application.</param>
    /// <param name="hostOptions">Settings of the AppHost's host.</param>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>Called when the builder is made and still empty.</summary>
    /// <param name="applicationBuilder">The builder.</param>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the AppHost builds: everything it adds is there.</summary>
    /// <param name="applicationBuilder">The builder.</param>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the application is built.</summary>
    /// <param name="application">The application.</param>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    /// <summary>Ends the application.</summary>
    /// <param name="disposing">Whether this is called by a dispose method.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && Abandon())
        {
            _application?.Dispose();
        }
    }

    /// <summary>The builder with everything the AppHost added.</summary>
    internal async Task<DistributedApplicationBuilder> BuilderAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_begun)
            {
                _begun = true;
                _entryPoint.Start();
            }
        }

        return await _entryPoint.Builder.WaitAsync(cancellationToken);
    }

    /// <summary>Lets the AppHost build and gives the application, not started.</summary>
    internal async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        await BuilderAsync(cancellationToken);
        bool first;
        lock (_lock)
        {
            first = !_building;
            _building = true;
        }

        if (first)
        {
            _entryPoint.ContinueBuilding();
        }

        var application = await _entryPoint.Application.WaitAsync(cancellationToken);
        lock (_lock)
        {
            if (_application is null)
            {
                _application = new TestedApplication(application, _entryPoint);
                OnBuilt(_application);
            }

            return _application;
        }
    }

    private DistributedApplication Started() => _application ?? throw new InvalidOperationException("The application is not started: call StartAsync first.");

    private bool Abandon()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return false;
            }

            _disposed = true;
        }

        if (!_begun)
        {
            return false;
        }

        _entryPoint.Abandon();
        return true;
    }
}
