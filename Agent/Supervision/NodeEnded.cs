namespace Agent.Supervision;

/// <summary>Set when the model server is seen to end: the next poll, which finds it gone, need not wait its turn.</summary>
internal sealed class NodeEnded : IDisposable
{
    private readonly AutoResetEvent _ended = new(initialState: false);

    public WaitHandle WaitHandle => _ended;

    public void Set() => _ended.Set();

    /// <inheritdoc />
    public void Dispose() => _ended.Dispose();
}
