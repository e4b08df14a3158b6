using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Execution;

/// <summary>Turns a graph into a plan: kernels made, values numbered, last uses known.</summary>
internal sealed class PlanCompiler(IntraOpPool pool, PrepackCache cache)
{
    // Input of steps that need no value there.
    private const int MarkSlot = 0;

    // Each run has an array of them. A large network has some hundred thousand; a damaged index makes millions of one node.
    private const int MostSlots = 10_000_000;

    private static readonly string[] s_noKernel = ["Const", "_Feed"];

    /// <summary>Nodes whose op this runtime lacks.</summary>
    public static IEnumerable<GraphNode> FindMissing(OpGraph graph) =>
        graph.AllNodes().Where(n => !s_noKernel.Contains(n.Op) && KernelRegistry.Default.Find(n.Op) is null);

    public Plan Compile(OpGraph graph)
    {
        var order = graph.TopologicalOrder();
        var slots = new Dictionary<Output, int>();
        var outputs = OutputCounts(order, graph);
        var next = MarkSlot + 1;
        foreach (var node in order.Concat(graph.Feeds.Select(f => f.Node)).Distinct())
        {
            for (var i = 0; i < outputs.GetValueOrDefault(node, 1) && next <= MostSlots; i++)
            {
                slots[new Output(node, i)] = next++;
            }
        }

        if (next > MostSlots)
        {
            throw TensorFlowException.ResourceExhausted($"The graph refers to {next} outputs of its nodes; at most {MostSlots} are possible");
        }

        var fetched = graph.Fetches.ToHashSet();
        var branching = FindBranching(order);
        var shapeArithmetic = ShapeArithmetic.Find(order, branching);
        GraphNode[] nodes = [.. order.Where(n => !s_noKernel.Contains(n.Op))];
        var steps = new PlanStep[nodes.Length];

        // Packing the weights is most of the work.
        pool.For(nodes.Length, i => steps[i] = Step(nodes[i], slots, outputs.GetValueOrDefault(nodes[i], 1), fetched, branching) with
        {
            IsShapeArithmetic = shapeArithmetic.Contains(nodes[i]),
        });

        // Weights that kernels hold in a form of their own are not kept twice.
        var used = steps.SelectMany(s => s.Inputs).Concat(graph.Fetches.Select(f => slots[f])).ToHashSet();
        return new Plan(
            steps,
            next,
            [(MarkSlot, Plan.Mark), .. order.Where(n => n.IsConstant && used.Contains(slots[n.First])).Select(n => (slots[n.First], n.Value!.Aligned()))],
            [.. graph.Feeds.Select(f => slots[f.Node.First])],
            [.. graph.Fetches.Select(f => slots[f])],
            pool);
    }

    private PlanStep Step(GraphNode node, Dictionary<Output, int> slots, int outputs, HashSet<Output> fetched, HashSet<GraphNode> branching)
    {
        var entry = KernelRegistry.Default.Find(node.Op)
            ?? throw TensorFlowException.Unimplemented($"Op {node.Op} (node '{node.Name}') is not implemented");
        var build = new KernelBuild(node, cache) { Bodies = [.. node.Bodies.Select(Compile)] };
        var body = Create(entry, build);
        return new PlanStep
        {
            Name = node.Name,
            Op = node.Op,
            Body = body,
            Inputs = [.. node.Inputs.Select((input, i) => build.IsAbsorbed(i) ? MarkSlot : slots[input])],
            Controls = [.. node.Controls.Where(branching.Contains).Select(c => slots[c.First])],
            FirstOutput = slots[node.First],
            OutputCount = outputs,
            IsFetched = [.. Enumerable.Range(0, outputs).Select(i => fetched.Contains(new Output(node, i)))],
            Branches = (entry.Traits & (KernelTraits.Branches | KernelTraits.AcceptsDead)) != 0,
            AcceptsDead = (entry.Traits & KernelTraits.AcceptsDead) != 0,
            HasEffect = (entry.Traits & KernelTraits.Effect) != 0,
        };
    }

    private static KernelBody Create(KernelEntry entry, KernelBuild build)
    {
        try
        {
            return entry.Create(build);
        }
        catch (TensorFlowException e)
        {
            throw new TensorFlowException(e.Code, $"{e.Message}\n\t [[{{{{node {build.Node.Name}}}}}]]", e);
        }
    }

    private static Dictionary<GraphNode, int> OutputCounts(List<GraphNode> order, OpGraph graph)
    {
        var counts = new Dictionary<GraphNode, int>();
        foreach (var output in order.SelectMany(n => n.Inputs).Concat(graph.Fetches))
        {
            counts[output.Node] = Math.Max(counts.GetValueOrDefault(output.Node, 1), output.Index + 1);
        }

        return counts;
    }

    // Nodes that may have no value because they lie behind a Switch.
    private static HashSet<GraphNode> FindBranching(List<GraphNode> order)
    {
        var found = new HashSet<GraphNode>();
        foreach (var node in order)
        {
            if (KernelRegistry.Default.Has(node.Op, KernelTraits.Branches)
                || node.Inputs.Exists(i => found.Contains(i.Node)) || node.Controls.Exists(found.Contains))
            {
                found.Add(node);
            }
        }

        return found;
    }
}
