using Registry.Bridge;

namespace Agent.Supervision;

/// <summary>How long a model server that ended stays down.</summary>
internal sealed class RestartPolicy(IRandom random, TimeProvider time)
{
    /// <summary>One crash costs little more than the loading of the models.</summary>
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.5);

    /// <summary>A server that cannot live reads its models at each start; more often than this it would keep the disk busy that its neighbours load from.</summary>
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    /// <summary>Servers that die of their models mostly do so while loading or at the first requests. With a shorter time each such death would count as the first.</summary>
    private static readonly TimeSpan s_runsWell = TimeSpan.FromMinutes(1);

    private readonly Backoff _backoff = new(s_firstPause, s_longestPause, random);
    private long _started;

    /// <summary>The server was started.</summary>
    public void Started() => _started = time.GetTimestamp();

    /// <summary>The server ended; the pause before the next start.</summary>
    public TimeSpan Ended()
    {
        if (time.GetElapsedTime(_started) >= s_runsWell)
        {
            _backoff.Reset();
        }

        return _backoff.Next();
    }
}
