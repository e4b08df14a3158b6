namespace Microsoft.Extensions.ServiceDiscovery.Tests;

/// <summary>A provider whose every resolution is a function of the test's.</summary>
internal sealed class FakeProvider(Func<IServiceEndpointBuilder, CancellationToken, ValueTask> populate, Action? disposed = null) : IServiceEndpointProvider
{
    private int _populates;

    public FakeProvider(Action<IServiceEndpointBuilder> populate, Action? disposed = null)
        : this(
            (builder, _) =>
            {
                populate(builder);
                return ValueTask.CompletedTask;
            },
            disposed)
    {
    }

    public int Populates => Volatile.Read(ref _populates);

    public bool Disposed { get; private set; }

    public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _populates);
        return populate(endpoints, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        disposed?.Invoke();
        return ValueTask.CompletedTask;
    }
}
