using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// Turns TF1's reference variables into handles: <c>VariableV2</c> becomes <c>VarHandleOp</c>, assignments take the handle, and
/// every other use becomes a read at that place in the order. All later passes then know one kind of variable.
/// </summary>
internal static class ReferenceVariables
{
    private static readonly string[] s_variables = ["VariableV2", "Variable"];
    private static readonly string[] s_assignments =
    [
        "Assign", "AssignAdd", "AssignSub", "ScatterUpdate", "ScatterAdd", "ScatterSub", "ScatterMul", "ScatterDiv", "ScatterMin", "ScatterMax",
        "ScatterNdUpdate", "ScatterNdAdd", "ScatterNdSub", "ScatterNdMin", "ScatterNdMax",
    ];

    public static void Run(OpGraph graph)
    {
        // A reference, and the assignment whose result it is.
        var references = new Dictionary<Output, (Output Handle, GraphNode? After)>();
        foreach (var node in graph.TopologicalOrder())
        {
            if (s_variables.Contains(node.Op))
            {
                node.Op = "VarHandleOp";
                references[node.First] = (node.First, null);
            }
            else if (s_assignments.Contains(node.Op) && node.Inputs.Count > 0 && references.TryGetValue(node.Inputs[0], out var target))
            {
                // What is assigned may be read from a variable too.
                ReadInputs(node, references, first: 1);
                node.Inputs[0] = target.Handle;
                AddControl(node, target.After);
                references[node.First] = (target.Handle, node);
            }
            else
            {
                ReadInputs(node, references);
            }
        }

        for (var i = 0; i < graph.Fetches.Count; i++)
        {
            if (references.TryGetValue(graph.Fetches[i], out var reference))
            {
                graph.Fetches[i] = Read(reference, []).First;
            }
        }
    }

    private static void ReadInputs(GraphNode node, Dictionary<Output, (Output Handle, GraphNode? After)> references, int first = 0)
    {
        for (var i = first; i < node.Inputs.Count; i++)
        {
            if (!references.TryGetValue(node.Inputs[i], out var reference))
            {
                continue;
            }

            if (node.Op is "Identity" or "IsVariableInitialized")
            {
                node.Op = node.Op == "Identity" ? "ReadVariableOp" : "VarIsInitializedOp";
                node.Inputs[i] = reference.Handle;
                AddControl(node, reference.After);
            }
            else
            {
                node.Inputs[i] = Read(reference, node.Controls).First;
            }
        }
    }

    private static GraphNode Read((Output Handle, GraphNode? After) reference, IEnumerable<GraphNode> controls)
    {
        var read = new GraphNode(reference.Handle.Node.Name, "ReadVariableOp", AttributeMap.Empty);
        read.Inputs.Add(reference.Handle);
        read.Controls.AddRange(controls);
        AddControl(read, reference.After);
        return read;
    }

    private static void AddControl(GraphNode node, GraphNode? after)
    {
        if (after is not null)
        {
            node.Controls.Add(after);
        }
    }
}
