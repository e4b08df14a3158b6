using System.Runtime.ExceptionServices;

namespace Embedded.TensorFlow.Execution;

/// <summary>One parallel loop: a counter that its threads draw indices from.</summary>
internal abstract class ParallelJob
{
    /// <summary>Helpers that may still join; guarded by the pool's gate.</summary>
    public int OpenTickets { get; set; }

    /// <summary>Helpers that joined and have not left; guarded by the pool's gate.</summary>
    public int RunningHelpers { get; set; }

    /// <summary>The first exception of a body.</summary>
    public ExceptionDispatchInfo? Failure { get; protected set; }

    /// <summary>Draws and runs indices until none is left. Never throws.</summary>
    public abstract void Run();
}

/// <inheritdoc/>
internal sealed class ParallelJob<TBody> : ParallelJob
    where TBody : struct, IParallelBody
{
    [ThreadStatic]
    private static ParallelJob<TBody>? s_spare;

    private TBody _body;
    private int _count;
    private int _next;

    /// <summary>A job ready to run; one per body type and thread is kept, so that loops do not allocate.</summary>
    public static ParallelJob<TBody> Rent(int count, TBody body)
    {
        var job = s_spare ?? new ParallelJob<TBody>();
        s_spare = null;
        job._body = body;
        job._count = count;
        job._next = 0;
        return job;
    }

    /// <inheritdoc/>
    public override void Run()
    {
        try
        {
            for (var i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1)
            {
                _body.Invoke(i);
            }
        }
#pragma warning disable CA1031 // carried to the caller of the loop, which throws it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failure ??= ExceptionDispatchInfo.Capture(exception);
            Volatile.Write(ref _next, _count);
        }
    }

    /// <summary>Gives the job back once no thread runs it.</summary>
    public void Return()
    {
        _body = default;
        Failure = null;
        s_spare = this;
    }
}
