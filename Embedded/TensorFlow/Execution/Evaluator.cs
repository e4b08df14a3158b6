using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Execution;

/// <summary>Runs one kernel on given values, outside of any plan.</summary>
internal static class Evaluator
{
    private static readonly RunState s_noState = new(new ResourceStore(), isLoading: false, CancellationToken.None);

    /// <returns>The outputs, each in memory of its own unless it is one of the inputs.</returns>
    public static Tensor[] Run(KernelEntry entry, GraphNode node, IReadOnlyList<Tensor> inputs, int outputs, PrepackCache? cache = null, long mostElements = long.MaxValue)
    {
        var frame = new Frame(inputs.Count + outputs);
        for (var i = 0; i < inputs.Count; i++)
        {
            frame[i] = inputs[i];
        }

        var step = new PlanStep
        {
            Name = node.Name,
            Op = node.Op,
            Body = entry.Create(new KernelBuild(node, cache ?? new PrepackCache())),
            Inputs = [.. Enumerable.Range(0, inputs.Count)],
            Controls = [],
            FirstOutput = inputs.Count,
            OutputCount = outputs,
            IsFetched = [.. Enumerable.Repeat(true, outputs)],
        };
        var context = new KernelContext(frame, IntraOpPool.Serial, s_noState) { Step = step, MostElements = mostElements };
        try
        {
            step.Body(context);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw KernelFailure.Describe(e, step);
        }

        return [.. Enumerable.Range(inputs.Count, outputs).Select(slot => frame[slot]!)];
    }

    /// <summary>Runs a body on other inputs than its node has, inside the run of that node.</summary>
    /// <returns>The outputs that the node's users want; null for one that the body left without a value.</returns>
    public static Tensor[] Run(KernelBody body, KernelContext context, IReadOnlyList<Tensor> inputs)
    {
        var outputs = context.OutputCount;
        var frame = new Frame(inputs.Count + outputs);
        for (var i = 0; i < inputs.Count; i++)
        {
            frame[i] = inputs[i];
        }

        var inner = new KernelContext(frame, context.Pool, context.Run)
        {
            MostElements = context.MostElements,
            Step = new PlanStep
            {
                Name = context.NodeName,
                Op = context.Op,
                Body = body,
                Inputs = [.. Enumerable.Range(0, inputs.Count)],
                Controls = [],
                FirstOutput = inputs.Count,
                OutputCount = outputs,
                IsFetched = [.. Enumerable.Repeat(true, outputs)],
            },
        };
        body(inner);
        return [.. Enumerable.Range(inputs.Count, outputs).Select(slot => frame[slot]!)];
    }

    /// <summary>A binary op as a function.</summary>
    public static Func<Tensor, Tensor, Tensor> Binary(string op)
    {
        var node = new GraphNode(op, op, AttributeMap.Empty);
        return (x, y) => Run(KernelRegistry.Default.Find(op)!, node, [x, y], 1)[0];
    }
}
