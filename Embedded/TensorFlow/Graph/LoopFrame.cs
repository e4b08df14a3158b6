namespace Embedded.TensorFlow.Graph;

/// <summary>
/// One loop of TensorFlow 1. A variable goes Enter → Merge → Switch; from there through the body to NextIteration, which leads
/// back to the Merge, or to Exit. Other Enter nodes carry values that do not change.
/// </summary>
internal sealed class LoopFrame
{
    private readonly List<(GraphNode Enter, GraphNode Merge, GraphNode Next, GraphNode? Switch)> _variables = [];
    private readonly List<GraphNode> _constants = [];
    private GraphNode? _condition;

    private LoopFrame(string name, List<GraphNode> enters) => (Name, Enters) = (name, [.. enters]);

    public string Name { get; }

    public HashSet<GraphNode> Enters { get; }

    /// <summary>Where values leave the loop, and the number of the variable.</summary>
    public List<(GraphNode Exit, int Variable)> Exits { get; } = [];

    /// <summary>Whether no other loop lies between its ends.</summary>
    public bool IsInnermost { get; private set; }

    public static LoopFrame Find(string name, List<GraphNode> enters, List<GraphNode> nodes)
    {
        var frame = new LoopFrame(name, enters);
        foreach (var enter in enters)
        {
            var merge = nodes.Find(n => n.Op is "Merge" or "RefMerge" && n.Inputs.Exists(i => i.Node == enter));
            var next = merge?.Inputs.Select(i => i.Node).FirstOrDefault(n => n.Op is "NextIteration" or "RefNextIteration");
            if (merge is null || next is null)
            {
                frame._constants.Add(enter);
                continue;
            }

            var choice = nodes.Find(n => n.Op is "Switch" or "RefSwitch" && n.Inputs[0].Node == merge && n.Inputs[1].Node.Op == "LoopCond");
            frame._condition ??= choice?.Inputs[1].Node;
            frame._variables.Add((enter, merge, next, choice));
        }

        for (var i = 0; i < frame._variables.Count; i++)
        {
            var exits = nodes.Where(n => n.Op is "Exit" or "RefExit" && n.Inputs[0].Node == frame._variables[i].Switch);
            frame.Exits.AddRange(exits.Select(e => (e, i)));
        }

        frame.IsInnermost = frame._condition is not null && frame.Lies(nodes.Count);
        return frame;
    }

    /// <summary>The loop as one node, whose functions are copies of what lay between its ends.</summary>
    public GraphNode ToWhile()
    {
        var node = new GraphNode(Name, "While", Format.AttributeMap.Empty);
        node.Inputs.AddRange(_variables.Select(v => v.Enter.Inputs[0]).Concat(_constants.Select(c => c.Inputs[0])));
        node.Controls.AddRange(Enters.SelectMany(e => e.Controls).Distinct());
        var condition = Body(out var conditionCopy, out _);
        condition.Fetches.Add(conditionCopy.Of(_condition!.Inputs[0]));
        var body = Body(out var bodyCopy, out var feeds);
        body.Fetches.AddRange(_variables.Select(v => bodyCopy.Of(v.Next.Inputs[0])).Concat(feeds[_variables.Count..]));
        body.Targets.AddRange(_variables.SelectMany(v => v.Next.Controls).Where(c => !IsStructure(c)).Distinct().Select(bodyCopy.Of));
        node.Bodies = [condition, body];
        return node;
    }

    private OpGraph Body(out GraphCopy copy, out Output[] feeds)
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

        copy = new GraphCopy(replaced, IsStructure);
        return graph;
    }

    private bool IsStructure(GraphNode node) => node.Op is "LoopCond" or "NextIteration" or "RefNextIteration" || Enters.Contains(node)
        || _variables.Exists(v => v.Merge == node || v.Switch == node);

    // Walks back from the ends to the beginnings; an Exit on the way belongs to a loop inside this one.
    private bool Lies(int most)
    {
        var found = new HashSet<GraphNode>();
        var pending = new Stack<GraphNode>(_variables.Select(v => v.Next.Inputs[0].Node).Append(_condition!.Inputs[0].Node));
        while (pending.TryPop(out var node) && found.Count <= most)
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
