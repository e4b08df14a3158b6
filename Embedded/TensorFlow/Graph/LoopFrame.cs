namespace Embedded.TensorFlow.Graph;

/// <summary>
/// One loop of TensorFlow 1. A variable goes Enter → Merge → Switch; from there through the body to NextIteration, which leads
/// back to the Merge, or to Exit. Other Enter nodes carry values that do not change.
/// </summary>
internal sealed class LoopFrame
{
    // Each level is walked by recursion later; nobody nests loops so deep by hand.
    private const int Deepest = 32;

    private readonly List<(GraphNode Enter, GraphNode Merge, GraphNode Next, GraphNode? Switch)> _variables = [];
    private readonly List<GraphNode> _constants = [];
    private readonly HashSet<GraphNode> _structure = [];
    private GraphNode? _condition;

    private LoopFrame(string name, List<GraphNode> enters) => (Name, Enters) = (name, [.. enters]);

    public string Name { get; }

    public HashSet<GraphNode> Enters { get; }

    /// <summary>Where values leave the loop, and the number of the variable.</summary>
    public List<(GraphNode Exit, int Variable)> Exits { get; } = [];

    /// <summary>Whether no other loop lies between its ends.</summary>
    public bool IsInnermost { get; private set; }

    /// <param name="name">The frame's.</param>
    /// <param name="enters">Where values come in.</param>
    /// <param name="users">Merge, Switch and Exit nodes by what they take.</param>
    public static LoopFrame Find(string name, List<GraphNode> enters, ILookup<GraphNode, GraphNode> users)
    {
        var frame = new LoopFrame(name, enters);
        foreach (var enter in enters)
        {
            var merge = users[enter].FirstOrDefault(n => n.Op is "Merge" or "RefMerge");
            var next = merge?.Inputs.Select(i => i.Node).FirstOrDefault(n => n.Op is "NextIteration" or "RefNextIteration");
            if (merge is null || next is null)
            {
                frame._constants.Add(enter);
                continue;
            }

            var choice = users[merge].FirstOrDefault(n => n.Op is "Switch" or "RefSwitch" && n.Inputs.Count == 2 && n.Inputs[1].Node.Op == "LoopCond");
            frame._condition ??= choice?.Inputs[1].Node;
            frame._variables.Add((enter, merge, next, choice));
            frame._structure.Add(merge);
            if (choice is not null)
            {
                frame._structure.Add(choice);
            }
        }

        for (var i = 0; i < frame._variables.Count; i++)
        {
            var exits = frame._variables[i].Switch is { } choice ? users[choice].Where(n => n.Op is "Exit" or "RefExit") : [];
            frame.Exits.AddRange(exits.Select(e => (e, i)));
        }

        frame.IsInnermost = frame._condition is { Inputs.Count: > 0 } && frame._variables.TrueForAll(v => v.Next.Inputs.Count > 0) && frame.HoldsNoOther();
        return frame;
    }

    /// <summary>The loop as one node, whose functions are copies of what lay between its ends.</summary>
    /// <param name="budget">How many nodes the copies may have.</param>
    public GraphNode ToWhile(NodeBudget budget)
    {
        var node = new GraphNode(Name, "While", Format.AttributeMap.Empty);
        node.Inputs.AddRange(_variables.Select(v => v.Enter.Inputs[0]).Concat(_constants.Select(c => c.Inputs[0])));
        node.Controls.AddRange(Enters.SelectMany(e => e.Controls).Distinct());
        var condition = Body(budget, out var conditionCopy, out _);
        condition.Fetches.Add(conditionCopy.Of(_condition!.Inputs[0]));
        var body = Body(budget, out var bodyCopy, out var feeds);
        body.Fetches.AddRange(_variables.Select(v => bodyCopy.Of(v.Next.Inputs[0])).Concat(feeds[_variables.Count..]));
        body.Targets.AddRange(_variables.SelectMany(v => v.Next.Controls).Where(c => !IsStructure(c)).Distinct().Select(bodyCopy.Of));
        node.Bodies = [condition, body];
        node.Nesting = 1 + node.Bodies.SelectMany(b => b.TopologicalOrder()).Select(n => n.Nesting).DefaultIfEmpty(0).Max();
        return node.Nesting <= Deepest
            ? node
            : throw TensorFlowException.InvalidArgument($"Loops are nested more than {Deepest} deep (loop '{Name}')");
    }

    private OpGraph Body(NodeBudget budget, out GraphCopy copy, out Output[] feeds)
    {
        var graph = new OpGraph();
        var replaced = new Dictionary<Output, Output>();
        feeds = new Output[_variables.Count + _constants.Count];
        for (var i = 0; i < feeds.Length; i++)
        {
            var feed = new GraphNode(i < _variables.Count ? _variables[i].Enter.Name : _constants[i - _variables.Count].Name, "_Feed", Format.AttributeMap.Empty);
            graph.Feeds.Add((feed.Name, feed));
            feeds[i] = feed.First;
            if (i >= _variables.Count)
            {
                replaced[_constants[i - _variables.Count].First] = feed.First;
                continue;
            }

            replaced[_variables[i].Merge.First] = feed.First;
            if (_variables[i].Switch is { } choice)
            {
                replaced[new Output(choice, 1)] = feed.First;
            }
        }

        copy = new GraphCopy(replaced, IsStructure, budget);
        return graph;
    }

    private bool IsStructure(GraphNode node) =>
        node.Op is "LoopCond" or "NextIteration" or "RefNextIteration" || Enters.Contains(node) || _structure.Contains(node);

    // Walks back from the ends to the beginnings; an Exit on the way belongs to a loop inside this one.
    private bool HoldsNoOther()
    {
        var found = new HashSet<GraphNode>();
        var pending = new Stack<GraphNode>(_variables.Select(v => v.Next.Inputs[0].Node).Append(_condition!.Inputs[0].Node));
        while (pending.TryPop(out var node))
        {
            if (IsStructure(node) || !found.Add(node))
            {
                continue;
            }

            if (node.Op is "Exit" or "RefExit")
            {
                return false;
            }

            foreach (var used in node.Inputs.Select(i => i.Node).Concat(node.Controls))
            {
                pending.Push(used);
            }
        }

        return true;
    }
}
