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
    private const int MostNodes = 2_000_000;

    private static readonly string[] s_callOps = ["PartitionedCall", "StatefulPartitionedCall"];

    private readonly GraphDef _definition;
    private readonly OpGraph _graph = new();
    private readonly Queue<(GraphNode Call, FunctionDef Function, CallPath Path)> _calls = new();
    private int _count;

    private GraphImporter(GraphDef definition) => _definition = definition;

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
        var importer = new GraphImporter(definition);
        importer.ImportMain([.. feeds], [.. fetches], [.. targets]);
        while (importer._calls.TryDequeue(out var call))
        {
            importer.Expand(call.Call, call.Function, call.Path);
        }

        return importer._graph;
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
        if (path.Depth > DeepestCall || path.Parent?.Contains(function.Name) == true)
        {
            throw TensorFlowException.InvalidArgument($"Function {function.Name} calls itself or is nested more than {DeepestCall} deep (node '{call.Name}')");
        }

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
            call.Inputs.Add(function.Returns.TryGetValue(output, out var source)
                ? Resolve(scope, TensorName.Parse(source), prefix, path)
                : throw TensorFlowException.InvalidArgument($"Function {function.Name} does not say what its output {output} is"));
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

    private GraphNode Count(GraphNode node) =>
        ++_count <= MostNodes ? node : throw TensorFlowException.ResourceExhausted($"The graph has more than {MostNodes} nodes once its functions are inlined");
}
