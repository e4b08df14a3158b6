using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Execution;

/// <summary>
/// Finds the nodes whose values depend on the shapes of the feeds only: the arithmetic on shapes that exporters write around a Reshape. A frame, which
/// serves one set of shapes, computes them once.
/// </summary>
internal static class ShapeArithmetic
{
    private static readonly HashSet<string> s_shapeReaders = new(StringComparer.Ordinal) { "Shape", "ShapeN", "Size", "Rank" };

    // Families whose results' shapes follow from their inputs' shapes alone.
    private static readonly HashSet<string> s_families = new(StringComparer.Ordinal)
    {
        "Unary arithmetic", "Unary functions", "Binary arithmetic", "Binary functions", "Comparison", "Equality", "Logic", "Bits", "Conversion",
        "Convolution", "Normalisation", "Softmax", "Fused chains", "Matrix product", "Einsum", "Pooling", "Predicates", "Sums",
    };

    // Inputs whose values, not shapes, decide the shape of the result, counted from the end if negative; of other families.
    private static readonly Dictionary<string, int[]> s_decisive = new(StringComparer.Ordinal)
    {
        ["Reshape"] = [1], ["ExpandDims"] = [1], ["Squeeze"] = [], ["Transpose"] = [1], ["ConcatV2"] = [-1], ["Concat"] = [0], ["Pack"] = [], ["Unpack"] = [],
        ["Split"] = [0], ["SplitV"] = [1, 2], ["GatherV2"] = [2], ["Gather"] = [], ["Slice"] = [1, 2], ["StridedSlice"] = [1, 2, 3], ["Tile"] = [1],
        ["BroadcastTo"] = [1], ["Pad"] = [1], ["PadV2"] = [1], ["MirrorPad"] = [1], ["Sum"] = [1], ["Mean"] = [1], ["Max"] = [1], ["Min"] = [1], ["Prod"] = [1],
        ["All"] = [1], ["Any"] = [1], ["ArgMax"] = [1], ["ArgMin"] = [1], ["TopKV2"] = [1], ["OneHot"] = [1], ["Fill"] = [0], ["ZerosLike"] = [], ["OnesLike"] = [],
        ["SelectV2"] = [], ["Select"] = [], ["Cumsum"] = [], ["ReverseV2"] = [], ["ResizeBilinear"] = [1], ["ResizeNearestNeighbor"] = [1], ["ResizeBicubic"] = [1],
        ["Conv2DBackpropInput"] = [0], ["Conv3DBackpropInputV2"] = [0], ["SpaceToBatchND"] = [1, 2], ["BatchToSpaceND"] = [1, 2], ["DepthToSpace"] = [], ["SpaceToDepth"] = [],
        ["ClipByValue"] = [], ["Range"] = [0, 1, 2],
    };

    /// <param name="order">The nodes, producers first.</param>
    /// <param name="branching">Nodes that may have no value.</param>
    public static HashSet<GraphNode> Find(IReadOnlyList<GraphNode> order, HashSet<GraphNode> branching)
    {
        var (values, shapes) = (new HashSet<GraphNode>(), new HashSet<GraphNode>());
        foreach (var node in order)
        {
            if (node.IsConstant)
            {
                values.Add(node);
                shapes.Add(node);
            }
            else if (node.Op == "_Feed")
            {
                shapes.Add(node);
            }
            else if (node.Controls.Count == 0 && !branching.Contains(node) && KernelRegistry.Default.Find(node.Op) is { Traits: KernelTraits.Pure } entry)
            {
                var hasShapes = node.Inputs.TrueForAll(i => shapes.Contains(i.Node));
                if (node.Inputs.Count > 0 && (s_shapeReaders.Contains(node.Op) ? hasShapes : node.Inputs.TrueForAll(i => values.Contains(i.Node))))
                {
                    values.Add(node);
                    shapes.Add(node);
                }
                else if (hasShapes && Decisive(node.Op, entry) is { } decisive && decisive.All(at => IsKnown(node, at, values)))
                {
                    shapes.Add(node);
                }
            }
        }

        values.RemoveWhere(node => node.IsConstant);
        return values;
    }

    // An input that is left out has a default.
    private static bool IsKnown(GraphNode node, int input, HashSet<GraphNode> values) =>
        input >= node.Inputs.Count || values.Contains(node.Inputs[input < 0 ? ^-input : input].Node);

    private static int[]? Decisive(string op, KernelEntry entry) => s_decisive.TryGetValue(op, out var inputs) ? inputs : s_families.Contains(entry.Family) ? [] : null;
}
