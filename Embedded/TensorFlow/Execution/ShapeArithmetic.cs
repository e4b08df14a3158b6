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

    // Inputs whose values, not shapes, decide the shape of the result, counted from the end if negative; of ops of other families.
    private static readonly Dictionary<string, int[]> s_decisive = Table(
        ([], ["Squeeze", "Pack", "Unpack", "Gather", "ZerosLike", "OnesLike", "SelectV2", "Select", "Cumsum", "ReverseV2", "DepthToSpace", "SpaceToDepth", "ClipByValue"]),
        ([0], ["Concat", "Split", "Fill", "Conv2DBackpropInput", "Conv3DBackpropInputV2"]),
        ([1], ["Reshape", "ExpandDims", "Transpose", "Tile", "BroadcastTo", "Pad", "PadV2", "MirrorPad", "OneHot", "TopKV2"]),
        ([1], ["Sum", "Mean", "Max", "Min", "Prod", "All", "Any", "ArgMax", "ArgMin", "ResizeBilinear", "ResizeNearestNeighbor", "ResizeBicubic"]),
        ([2], ["GatherV2"]),
        ([-1], ["ConcatV2"]),
        ([1, 2], ["SplitV", "Slice", "SpaceToBatchND", "BatchToSpaceND", "MaxPoolV2"]),
        ([0, 1, 2], ["Range"]),
        ([1, 2, 3], ["StridedSlice"]));

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

    private static Dictionary<string, int[]> Table(params ReadOnlySpan<(int[] Inputs, string[] Ops)> rows)
    {
        var table = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var (inputs, ops) in rows)
        {
            foreach (var op in ops)
            {
                table.Add(op, inputs);
            }
        }

        return table;
    }
}
