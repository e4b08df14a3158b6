using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>
/// One version of one model from discovery to its end. State changes happen under the manager's lock; acquiring and releasing
/// are lock-free, since every request does both.
/// </summary>
internal sealed class ManagedVersion(string model, VersionOnDisk source)
{
    // Set in _uses when no new request may start; the rest of the number counts requests in flight.
    private const int Closed = int.MinValue;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile VersionStatus _status = new(source.Version, ServableState.Start, StatusCode.Ok, "");
    private IServable? _servable;
    private int _uses = Closed;

    public string Model => model;

    public long Version => source.Version;

    public string Path => source.Path;

    public VersionStatus Status => _status;

    public ServableState State => _status.State;

    /// <summary>Whether the source still wants this version.</summary>
    public bool Aspired { get; set; } = true;

    /// <summary>Ends the load attempts, the pause between them included.</summary>
    public CancellationTokenSource LoadCancellation { get; } = new();

    public void MoveTo(ServableState state, StatusCode code = StatusCode.Ok, string message = "")
    {
        if (state <= State)
        {
            throw new InvalidOperationException($"{{name: {model} version: {Version}}} cannot go from {State} to {state}");
        }

        _status = new VersionStatus(Version, state, code, message);
    }

    /// <summary>Lets requests in.</summary>
    public void Open(IServable servable)
    {
        _servable = servable;
        Volatile.Write(ref _uses, 0);
    }

    /// <summary>Starts a use of the version; false when it is going or gone.</summary>
    public bool TryAcquire(out ServableHandle handle)
    {
        var uses = Volatile.Read(ref _uses);
        while (uses >= 0)
        {
            var seen = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (seen == uses)
            {
                handle = new ServableHandle(this, _servable!);
                return true;
            }

            uses = seen;
        }

        handle = default;
        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _uses) == Closed)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Lets no request in any more, waits for those inside and frees the model.</summary>
    public async Task CloseAsync()
    {
        if (Interlocked.Or(ref _uses, Closed) == 0)
        {
            _drained.TrySetResult();
        }

        await _drained.Task;
        _servable?.Dispose();
        _servable = null;
    }
}
