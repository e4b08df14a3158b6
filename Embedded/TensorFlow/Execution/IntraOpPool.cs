using System.Runtime.ExceptionServices;

namespace Embedded.TensorFlow.Execution;

/// <summary>
/// The threads that share the loop inside one operation. The caller always takes part; helpers join only while fewer threads
/// compute than <see cref="Parallelism"/> allows, so a lone request is spread over all cores, and as many requests as cores
/// stay each on its own thread. Idle helpers sleep in the kernel.
/// </summary>
internal sealed class IntraOpPool : IDisposable
{
    // Waking a thread takes some 50 µs, in which one core does about this many multiply-adds of the slower kernels.
    private const long FewestShared = 2_000_000;

    // A loop inside a loop's body runs in place: the outer loop has already spread the work.
    [ThreadStatic]
    private static bool s_insideLoop;

    [ThreadStatic]
    private static IntraOpPool? s_enteredPool;

    private readonly object _gate = new();
    private readonly Queue<ParallelJob> _tickets = new();
    private readonly Thread[] _workers;
    private int _busy;
    private bool _started;
    private bool _stopping;

    /// <summary>Makes a pool; its threads start with the first loop that can use them.</summary>
    /// <param name="parallelism">Threads that compute at once, callers included; at least 1.</param>
    public IntraOpPool(int parallelism)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        Parallelism = parallelism;
        _workers = new Thread[parallelism - 1];
    }

    /// <summary>A pool without helpers: every loop runs on its caller.</summary>
    public static IntraOpPool Serial { get; } = new(1);

    /// <summary>The pool of the process, as wide as the machine.</summary>
    public static IntraOpPool Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>Threads that compute at once, callers included.</summary>
    public int Parallelism { get; }

    /// <summary>This pool, or <see cref="Serial"/> when the work is done sooner than a helper wakes.</summary>
    /// <param name="multiplyAdds">Size of the work.</param>
    public IntraOpPool SuitedTo(long multiplyAdds) => multiplyAdds < FewestShared ? Serial : this;

    /// <summary>Counts the calling thread as computing until the scope ends, also between its loops.</summary>
    public RunScope EnterRun()
    {
        if (s_enteredPool is not null)
        {
            return default;
        }

        s_enteredPool = this;
        lock (_gate)
        {
            _busy++;
        }

        return new RunScope(this);
    }

    /// <summary>Runs <paramref name="body"/> for 0 … <paramref name="count"/> − 1 and returns when all are done.</summary>
    /// <exception cref="Exception">The first exception a body threw; the remaining indices are then skipped.</exception>
    public void For<TBody>(int count, TBody body)
        where TBody : struct, IParallelBody
    {
        if (count > 1 && Parallelism > 1 && !s_insideLoop)
        {
            using var scope = EnterRun();
            var helpers = Reserve(count - 1);
            if (helpers > 0)
            {
                RunShared(count, body, helpers);
                return;
            }
        }

        for (var i = 0; i < count; i++)
        {
            body.Invoke(i);
        }
    }

    /// <summary><see cref="For{TBody}"/> for a delegate.</summary>
    public void For(int count, Action<int> body) => For(count, new DelegateBody(body));

    /// <summary>Ends the threads. No loop may be running.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var worker in _workers)
        {
            worker?.Join();
        }
    }

    private int Reserve(int wanted)
    {
        lock (_gate)
        {
            var helpers = _stopping ? 0 : Math.Clamp(Parallelism - _busy, 0, Math.Min(wanted, _workers.Length));
            _busy += helpers;
            return helpers;
        }
    }

    private void RunShared<TBody>(int count, TBody body, int helpers)
        where TBody : struct, IParallelBody
    {
        var job = ParallelJob<TBody>.Rent(count, body);
        lock (_gate)
        {
            StartWorkers();
            for (var i = 0; i < helpers; i++)
            {
                _tickets.Enqueue(job);
            }

            job.OpenTickets = helpers;
            Monitor.PulseAll(_gate);
        }

        RunInside(job);
        ExceptionDispatchInfo? failure;
        lock (_gate)
        {
            _busy -= job.OpenTickets;
            job.OpenTickets = 0;
            while (job.RunningHelpers > 0)
            {
                Monitor.Wait(_gate);
            }

            failure = job.Failure;
        }

        job.Return();
        failure?.Throw();
    }

    private void StartWorkers()
    {
        if (_started)
        {
            return;
        }

        _started = true;
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Work) { IsBackground = true, Name = $"intra-op {i + 1}" };
            _workers[i].UnsafeStart();
        }
    }

    private void Work()
    {
        lock (_gate)
        {
            while (true)
            {
                while (_tickets.Count == 0)
                {
                    if (_stopping)
                    {
                        return;
                    }

                    Monitor.Wait(_gate);
                }

                var job = _tickets.Dequeue();
                if (job.OpenTickets == 0)
                {
                    continue;
                }

                job.OpenTickets--;
                job.RunningHelpers++;
                Monitor.Exit(_gate);
                try
                {
                    RunInside(job);
                }
                finally
                {
                    Monitor.Enter(_gate);
                }

                _busy--;
                if (--job.RunningHelpers == 0)
                {
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    private static void RunInside(ParallelJob job)
    {
        s_insideLoop = true;
        job.Run();
        s_insideLoop = false;
    }

    private void LeaveRun()
    {
        s_enteredPool = null;
        lock (_gate)
        {
            _busy--;
        }
    }

    /// <summary>Ends what <see cref="EnterRun"/> began.</summary>
    internal readonly struct RunScope : IDisposable
    {
        private readonly IntraOpPool? _pool;

        internal RunScope(IntraOpPool pool) => _pool = pool;

        /// <inheritdoc/>
        public void Dispose() => _pool?.LeaveRun();
    }

    private readonly struct DelegateBody(Action<int> body) : IParallelBody
    {
        public void Invoke(int index) => body(index);
    }
}
