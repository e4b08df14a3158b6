using System.Globalization;

namespace Embedded.TensorFlow.Execution;

/// <summary>A graph as a straight list of kernel calls over numbered slots. Any number of runs at once, each with its own frame.</summary>
internal sealed class Plan
{
    private readonly PlanStep[] _steps;
    private readonly int _slots;
    private readonly (int Slot, Tensor Value)[] _constants;
    private readonly int[] _feeds;
    private readonly int[] _fetches;
    private readonly FrameCache _frames = new();
    private readonly IntraOpPool _pool;

    /// <param name="steps">Kernel calls, producers first.</param>
    /// <param name="slots">Number of slots.</param>
    /// <param name="constants">Slots that hold the same value in every run.</param>
    /// <param name="feeds">Slots of what a run receives.</param>
    /// <param name="fetches">Slots of what a run returns.</param>
    /// <param name="pool">Threads for the loops inside kernels.</param>
    public Plan(IEnumerable<PlanStep> steps, int slots, (int Slot, Tensor Value)[] constants, int[] feeds, int[] fetches, IntraOpPool pool)
    {
        var kept = fetches.Concat(constants.Select(c => c.Slot)).Concat(feeds).ToHashSet();
        _steps = PlanStep.WithReleases([.. steps], kept);
        _slots = slots;
        _constants = constants;
        _feeds = feeds;
        _fetches = fetches;
        _pool = pool;
    }

    /// <summary>Stands in a slot for "done" or "not needed", where no value at all would mean a branch that was not taken.</summary>
    public static Tensor Mark { get; } = Tensor.Scalar(true);

    public IReadOnlyList<PlanStep> Steps => _steps;

    /// <summary>The part that some of the fetches need, with the same kernels.</summary>
    public Plan Select(IReadOnlyList<int> fetches)
    {
        var slots = fetches.Select(f => _fetches[f]).ToArray();
        var needed = slots.ToHashSet();
        var steps = new List<PlanStep>();
        foreach (var step in _steps.Reverse())
        {
            if (step.HasEffect || Enumerable.Range(step.FirstOutput, step.OutputCount).Any(needed.Contains))
            {
                needed.UnionWith(step.Inputs);
                needed.UnionWith(step.Controls);
                steps.Add(step);
            }
        }

        steps.Reverse();
        return new Plan(steps, _slots, _constants, _feeds, slots, _pool);
    }

    /// <param name="feeds">Values of the graph's feeds, in their order.</param>
    /// <param name="scope">The run.</param>
    /// <param name="results">Gets the values of the graph's fetches, in their order; the caller owns them.</param>
    public void Run(ReadOnlySpan<Tensor> feeds, RunState scope, Span<Tensor> results) => Run(feeds, scope, results, isNested: false);

    /// <summary>The body of a loop or branch, called by a kernel of another plan.</summary>
    /// <param name="feeds">Values of the arguments, none in memory of the caller's frame unless it is lent.</param>
    /// <param name="scope">The run.</param>
    /// <returns>Values of the results, which may be arguments or constants themselves.</returns>
    public Tensor[] Call(ReadOnlySpan<Tensor> feeds, RunState scope)
    {
        var results = new Tensor[_fetches.Length];
        Run(feeds, scope, results, isNested: true);
        return results;
    }

    private void Run(ReadOnlySpan<Tensor> feeds, RunState scope, Span<Tensor> results, bool isNested)
    {
        using var busy = _pool.EnterRun();
        if (!_frames.TryTake(feeds, out var frame, out var context))
        {
            frame = new Frame(_slots);
            context = new KernelContext(frame, _pool, scope);
        }

        context.Run = scope;
        frame.BeginRun();
        Prepare(frame, feeds);
        foreach (var step in _steps)
        {
            Execute(step, frame, context, scope.CancellationToken);
        }

        Collect(frame, results, isNested);
        frame.EndRun(feeds);

        // A frame whose run failed is dropped instead: its recording is incomplete.
        _frames.Return(frame, context);
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
        if (!step.AcceptsDead && IsDead(step, frame))
        {
            for (var i = 0; i < step.OutputCount; i++)
            {
                frame.Skip(step.FirstOutput + i);
            }
        }
        else if (!step.IsShapeArithmetic)
        {
            Call(step, frame, context);
        }
        else if (!frame.TryRecall(step))
        {
            Call(step, frame, context);
            frame.Remember(step);
        }

        foreach (var slot in step.Releases)
        {
            frame.Release(slot);
        }
    }

    private static void Call(PlanStep step, Frame frame, KernelContext context)
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

        if (!step.Branches && frame[step.FirstOutput] is null)
        {
            frame[step.FirstOutput] = Mark;
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

    private void Collect(Frame frame, Span<Tensor> results, bool isNested)
    {
        for (var i = 0; i < results.Length; i++)
        {
            var value = frame[_fetches[i]] ?? throw TensorFlowException.InvalidArgument(
                $"Retval[{i.ToString(CultureInfo.InvariantCulture)}] does not have value");

            // What is not fresh belongs to the frame, the model or the request; a caller inside the run may share the last two.
            results[i] = frame.IsFresh(_fetches[i]) || (isNested && value.BufferOrNull is not { IsPooled: true }) ? value : value.Clone();
        }
    }
}
