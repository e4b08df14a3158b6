using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Replaces reads of variables that no entry point can assign by their values.</summary>
internal static class FreezeVariables
{
    private static readonly HashSet<string> s_readers = new(StringComparer.Ordinal) { "ReadVariableOp", "ResourceGather", "VarIsInitializedOp" };

    /// <summary>Names of the variables that some node of the graphs may assign, or hand on to where it cannot be seen.</summary>
    public static HashSet<string> FindAssignable(IEnumerable<OpGraph> graphs)
    {
        var assignable = new HashSet<string>(StringComparer.Ordinal);
        foreach (var graph in graphs)
        {
            foreach (var node in graph.AllNodes())
            {
                if (!s_readers.Contains(node.Op))
                {
                    // A function that was given the handle itself has no use for the argument.
                    var harmless = node.Bodies.Count > 0 ? BindArguments.Unused(node).ToHashSet() : [];
                    assignable.UnionWith(node.Inputs.Where(i => i.Node.Op == "VarHandleOp" && !harmless.Contains(i)).Select(i => ResourceName.Of(i.Node)));
                }
            }
        }

        return assignable;
    }

    public static void Run(OpGraph graph, ResourceStore resources, HashSet<string> assignable)
    {
        var constants = new Dictionary<string, GraphNode>(StringComparer.Ordinal);
        graph.Rewrite(node =>
        {
            if (!s_readers.Contains(node.Op) || node.Inputs[0].Node is not { Op: "VarHandleOp" } handle)
            {
                return null;
            }

            var name = ResourceName.Of(handle);
            if (assignable.Contains(name) || Value(handle, name, resources) is not { } value)
            {
                return null;
            }

            if (!constants.TryGetValue(name, out var constant))
            {
                constant = GraphNode.Constant(name, value);
                constants[name] = constant;
            }

            if (node.Op == "ReadVariableOp")
            {
                return [constant.First];
            }

            if (node.Op == "VarIsInitializedOp")
            {
                return [GraphNode.Constant(node.Name, Tensor.Scalar(true)).First];
            }

            node.Op = "GatherV2";
            node.Inputs[0] = constant.First;
            return null;
        });
    }

    private static Tensor? Value(GraphNode handle, string name, ResourceStore resources) => resources
        .GetOrAdd(name, () => new Variable(name, handle.Attributes.Type("dtype", DataType.Float), handle.Attributes.Shape("shape")))
        .Value;
}
