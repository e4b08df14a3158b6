namespace Embedded.TensorFlow.Execution;

/// <summary>What a call needs beside its plan, kept for the next: as many as have ever run at once.</summary>
internal sealed class CallPool(int feeds, int results, ResourceStore resources)
{
    private readonly Lock _gate = new();
    private readonly Stack<Call> _idle = new();

    public Call Rent(CancellationToken ct)
    {
        Call? call;
        lock (_gate)
        {
            _idle.TryPop(out call);
        }

        call ??= new Call(feeds, results, new RunState(resources, isLoading: false, ct));
        call.State.CancellationToken = ct;
        return call;
    }

    public void Return(Call call)
    {
        // Nothing of a request outlives it here.
        Array.Clear(call.Feeds);
        Array.Clear(call.Results);
        call.State.CancellationToken = default;
        call.State.Dispose();
        lock (_gate)
        {
            _idle.Push(call);
        }
    }

    internal sealed class Call(int feeds, int results, RunState state)
    {
        public Tensor[] Feeds { get; } = new Tensor[feeds];

        public Tensor[] Results { get; } = new Tensor[results];

        public RunState State { get; } = state;
    }
}
