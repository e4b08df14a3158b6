using System.Collections.Concurrent;
using Agent.Supervision.Processes;

namespace Agent.Tests.Supervision;

/// <summary>A model server without a process: the test says when it ends.</summary>
internal sealed class FakeServerProcess : IServerProcess
{
    private readonly BlockingCollection<int> _ends = [];
    private int _starts;

    public int Starts => Volatile.Read(ref _starts);

    public ConcurrentQueue<int> Signals { get; } = [];

    public StartOutcome Outcome { get; set; } = new(4711);

    public void End(int code) => _ends.Add(code);

    public StartOutcome Start(CancellationToken stopping)
    {
        if (stopping.IsCancellationRequested)
        {
            return default;
        }

        Interlocked.Increment(ref _starts);
        return Outcome;
    }

    public int Wait() => _ends.Take();

    public void Signal(int signal) => Signals.Enqueue(signal);
}
