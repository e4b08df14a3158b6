using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Graph;

/// <summary>
/// Builds the graph that lies between feeds and fetches, with every call replaced by the body of its function. A call node
/// becomes an <c>IdentityN</c> over the function's results; an argument becomes an <c>Identity</c> over the caller's value.
/// </summary>
internal sealed class GraphImporter
{
    // Deeper nesting does not come out of an exporter; unbounded, a crafted file would take all memory.
    private const int DeepestCall = 64;

    // BatchFunction calls its function with the requests of several callers together; here the server does that.
    private static readonly string[] s_callOps = ["PartitionedCall", "StatefulPartitionedCall", "BatchFunction"];

    private readonly GraphDef _definition;
    private readonly NodeBudget _budget;
    private readonly OpGraph _graph = new();
    private readonly Queue<(GraphNode Call, FunctionDef Function, CallPath Path)> _calls = new();
    private readonly List<(GraphNode Node, CallPath? Path)> _branching = [];
    private bool _hasLoops;

    private GraphImporter(GraphDef definition, NodeBudget budget) => (_definition, _budget) = (definition, budget);

    /// <param name="definition">The model's graph.</param>
    /// <param name="feeds">Tensors that a run receives: a name of the caller's choice, and the tensor's name.</param>
    /// <param name="fetches">Tensors that a run returns.</param>
    /// <param name="targets">Nodes that run for their effect.</param>
    /// <exception cref="TensorFlowException">NOT_FOUND for a fetch, feed or target that does not exist; INVALID_ARGUMENT for a broken graph.</exception>
    public static OpGraph Import(
        GraphDef definition,
        IEnumerable<(string Name, string Tensor)> feeds,
        IEnumerable<string> fetches,
        IEnumerable<string> targets)
    {
        var importer = new GraphImporter(definition, new NodeBudget());
        importer.ImportMain([.. feeds], [.. fetches], [.. targets]);
        return importer.Finish();
    }

    private OpGraph Finish()
    {
        while (_calls.TryDequeue(out var call))
        {
            Expand(call.Call, call.Function, call.Path);
        }

        foreach (var (node, path) in _branching)
        {
            node.Bodies = [.. FunctionBodies.Of(node).Select(name => ImportBody(node, name, path))];
        }

        if (_hasLoops)
        {
            RaiseLoops.Run(_graph, _budget);
        }

        return _graph;
    }

    // A function as a graph of its own: an importer for each, since its calls are inlined into it.
    private OpGraph ImportBody(GraphNode node, string name, CallPath? path)
    {
        var function = _definition.Library.Find(name) ?? throw TensorFlowException.NotFound($"Function {name} is not defined (node '{node.Name}')");
        RequireDepth(node, function, path);
        var own = new CallPath(name, path);
        var importer = new GraphImporter(_definition, _budget);
        var scope = new ImportScope(function.Nodes.ToDictionary(n => n.Name, StringComparer.Ordinal));
        foreach (var argument in function.Arguments)
        {
            var feed = Count(new GraphNode(argument, "_Feed", AttributeMap.Empty));
            importer._graph.Feeds.Add((argument, feed));
            scope.Fed[(argument, 0)] = feed.First;
        }

        var prefix = $"{node.Name}/{name}/";
        importer._graph.Fetches.AddRange(function.Outputs.Select(output => importer.Result(function, output, scope, prefix, own)));
        importer._graph.Targets.AddRange(function.ControlReturns.Select(effect => importer.Node(scope, effect, prefix, own)));
        importer.Connect(scope, prefix, own);
        return importer.Finish();
    }

    private Output Result(FunctionDef function, string output, ImportScope scope, string prefix, CallPath path) =>
        function.Returns.TryGetValue(output, out var source)
            ? Resolve(scope, TensorName.Parse(source), prefix, path)
            : throw TensorFlowException.InvalidArgument($"Function {function.Name} does not say what its output {output} is");

    private static void RequireDepth(GraphNode call, FunctionDef function, CallPath? path)
    {
        if (path is not null && (path.Depth >= DeepestCall || path.Contains(function.Name)))
        {
            throw TensorFlowException.InvalidArgument($"Function {function.Name} calls itself or is nested more than {DeepestCall} deep (node '{call.Name}')");
        }
    }

    private void ImportMain(List<(string Name, string Tensor)> feeds, List<string> fetches, List<string> targets)
    {
        var scope = new ImportScope(_definition.Nodes);
        foreach (var (name, tensor) in feeds)
        {
            var parsed = TensorName.Parse(tensor);
            if (!scope.Definitions.ContainsKey(parsed.Node))
            {
                throw TensorFlowException.NotFound($"FeedInputs: unable to find feed output {tensor}");
            }

            // The same tensor may be fed under two aliases; the first one counts.
            var node = new GraphNode(parsed.Node, "_Feed", scope.Definitions[parsed.Node].Attributes);
            _graph.Feeds.Add((name, node));
            scope.Fed.TryAdd((parsed.Node, parsed.Index), node.First);
        }

        foreach (var fetch in fetches)
        {
            var parsed = TensorName.Parse(fetch);
            _graph.Fetches.Add(scope.Definitions.ContainsKey(parsed.Node)
                ? Resolve(scope, parsed, "", null)
                : throw TensorFlowException.NotFound($"FetchOutputs node {fetch}: not found"));
        }

        foreach (var target in targets)
        {
            var parsed = TensorName.Parse(target);
            _graph.Targets.Add(scope.Definitions.ContainsKey(parsed.Node)
                ? Node(scope, parsed.Node, "", null)
                : throw TensorFlowException.NotFound($"PruneForTargets: Some target nodes not found: {target}"));
        }

        Connect(scope, "", null);
    }

    private void Expand(GraphNode call, FunctionDef function, CallPath path)
    {
        RequireDepth(call, function, path.Parent);
        if (call.Inputs.Count != function.Arguments.Count)
        {
            throw TensorFlowException.InvalidArgument($"Function {function.Name} takes {function.Arguments.Count} arguments but node '{call.Name}' gives {call.Inputs.Count}");
        }

        var scope = new ImportScope(function.Nodes.ToDictionary(n => n.Name, StringComparer.Ordinal));
        for (var i = 0; i < function.Arguments.Count; i++)
        {
            var argument = Count(new GraphNode($"{call.Name}/{function.Arguments[i]}", "Identity", AttributeMap.Empty));
            argument.Inputs.Add(call.Inputs[i]);
            scope.Fed[(function.Arguments[i], 0)] = argument.First;
        }

        // The body may not begin before what the call itself has to wait for.
        if (call.Controls.Count > 0)
        {
            scope.Begin = Count(new GraphNode($"{call.Name}/begin", "NoOp", AttributeMap.Empty));
            scope.Begin.Controls.AddRange(call.Controls);
        }

        var prefix = call.Name + "/";
        call.Op = "IdentityN";
        call.Inputs.Clear();
        call.Controls.Clear();
        foreach (var output in function.Outputs)
        {
            call.Inputs.Add(Result(function, output, scope, prefix, path));
        }

        foreach (var effect in function.ControlReturns)
        {
            call.Controls.Add(Node(scope, effect, prefix, path));
        }

        Connect(scope, prefix, path);
    }

    // Nodes are made when first referred to and connected here, one after the other: recursion would overflow on long chains.
    private void Connect(ImportScope scope, string prefix, CallPath? path)
    {
        while (scope.Pending.TryDequeue(out var pending))
        {
            var (node, definition) = pending;
            foreach (var input in definition.Inputs)
            {
                var name = TensorName.Parse(input);
                if (name.IsControl)
                {
                    node.Controls.Add(Node(scope, name.Node, prefix, path));
                }
                else
                {
                    node.Inputs.Add(Resolve(scope, name, prefix, path));
                }
            }

            if (scope.Begin is not null)
            {
                node.Controls.Add(scope.Begin);
            }
        }
    }

    private Output Resolve(ImportScope scope, TensorName name, string prefix, CallPath? path)
    {
        if (scope.Definitions.TryGetValue(name.Node, out var definition))
        {
            var index = OutputLayout.Number(definition, name.Argument, name.Index);
            return scope.Fed.TryGetValue((name.Node, index), out var fed) ? fed : new Output(Node(scope, name.Node, prefix, path), index);
        }

        return scope.Fed.TryGetValue((name.Node, name.Index), out var argument)
            ? argument
            : throw TensorFlowException.InvalidArgument($"Node '{prefix}{name.Node}' is used as an input but does not exist");
    }

    private GraphNode Node(ImportScope scope, string name, string prefix, CallPath? path)
    {
        if (scope.Nodes.TryGetValue(name, out var node))
        {
            return node;
        }

        if (!scope.Definitions.TryGetValue(name, out var definition))
        {
            // A control input may name an argument of the function.
            return scope.Fed.TryGetValue((name, 0), out var argument)
                ? argument.Node
                : throw TensorFlowException.InvalidArgument($"Node '{prefix}{name}' is used as an input but does not exist");
        }

        node = Count(new GraphNode(prefix + name, definition.Op, definition.Attributes));
        scope.Nodes[name] = node;
        scope.Pending.Enqueue((node, definition));
        _hasLoops |= definition.Op is "NextIteration" or "RefNextIteration" or "Enter" or "RefEnter";
        if (FunctionBodies.Has(definition.Op))
        {
            _branching.Add((node, path));
            return node;
        }

        var callee = s_callOps.Contains(definition.Op) ? definition.Attributes.Function("f") : definition.Op;
        if (callee is not null && _definition.Library.Find(callee) is { } function)
        {
            _calls.Enqueue((node, function, new CallPath(function.Name, path)));
        }
        else if (s_callOps.Contains(definition.Op))
        {
            throw TensorFlowException.NotFound($"Function {callee} is not defined (node '{node.Name}')");
        }

        return node;
    }

    private GraphNode Count(GraphNode node)
    {
        _budget.Spend();
        return node;
    }
}
