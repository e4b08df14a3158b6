using System.Collections.Concurrent;
using System.Globalization;

namespace Embedded.TensorFlow.Execution;

/// <summary>A graph as a straight list of kernel calls over numbered slots. Any number of runs at once, each with its own frame.</summary>
internal sealed class Plan
{
    private static readonly Tensor s_done = Tensor.Scalar(true);

    private readonly PlanStep[] _steps;
    private readonly int _slots;
    private readonly (int Slot, Tensor Value)[] _constants;
    private readonly int[] _feeds;
    private readonly int[] _fetches;
    private readonly ConcurrentStack<(Frame Frame, KernelContext Context)> _idle = new();
    private readonly IntraOpPool _pool;

    public Plan(PlanStep[] steps, int slots, (int, Tensor)[] constants, int[] feeds, int[] fetches, IntraOpPool pool)
    {
        _steps = steps;
        _slots = slots;
        _constants = constants;
        _feeds = feeds;
        _fetches = fetches;
        _pool = pool;
    }

    public IReadOnlyList<PlanStep> Steps => _steps;

    /// <param name="feeds">Values of the graph's feeds, in their order.</param>
    /// <param name="scope">The run.</param>
    /// <returns>Values of the graph's fetches, in their order; the caller owns them.</returns>
    public Tensor[] Run(ReadOnlySpan<Tensor> feeds, RunState scope)
    {
        using var busy = _pool.EnterRun();
        var kept = _idle.TryPop(out var idle);
        if (!kept)
        {
            var frame = new Frame(_slots);
            idle = (frame, new KernelContext(frame, _pool, scope));
        }

        idle.Context.Run = scope;
        idle.Frame.BeginRun(kept);
        Prepare(idle.Frame, feeds);
        foreach (var step in _steps)
        {
            Execute(step, idle.Frame, idle.Context, scope.CancellationToken);
        }

        var results = Collect(idle.Frame);
        idle.Frame.EndRun();

        // A frame whose run failed is dropped instead: its recording is incomplete.
        Keep(idle);
        return results;
    }

    private void Prepare(Frame frame, ReadOnlySpan<Tensor> feeds)
    {
        foreach (var (slot, value) in _constants)
        {
            frame[slot] = value;
        }

        for (var i = 0; i < _feeds.Length; i++)
        {
            frame[_feeds[i]] = feeds[i];
        }
    }

    private static void Execute(PlanStep step, Frame frame, KernelContext context, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (step.AcceptsDead || !IsDead(step, frame))
        {
            context.Step = step;
            try
            {
                step.Body(context);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw KernelFailure.Describe(e, step);
            }

            // A node without outputs leaves a mark for those that wait for it: no mark means that its branch was not taken.
            if (!step.Branches && frame[step.FirstOutput] is null)
            {
                frame[step.FirstOutput] = s_done;
            }
        }

        foreach (var slot in step.Releases)
        {
            frame.Release(slot);
        }
    }

    private static bool IsDead(PlanStep step, Frame frame)
    {
        foreach (var input in step.Inputs)
        {
            if (frame[input] is null)
            {
                return true;
            }
        }

        foreach (var control in step.Controls)
        {
            if (frame[control] is null)
            {
                return true;
            }
        }

        return false;
    }

    private Tensor[] Collect(Frame frame)
    {
        var results = new Tensor[_fetches.Length];
        for (var i = 0; i < results.Length; i++)
        {
            var value = frame[_fetches[i]] ?? throw TensorFlowException.InvalidArgument(
                $"Retval[{i.ToString(CultureInfo.InvariantCulture)}] does not have value");
            results[i] = frame.IsFresh(_fetches[i]) ? value : value.Clone();
        }

        return results;
    }

    private void Keep((Frame, KernelContext) frame)
    {
        // As many as can run at once on this machine; more would only hold memory.
        if (_idle.Count < Environment.ProcessorCount)
        {
            _idle.Push(frame);
        }
    }
}
