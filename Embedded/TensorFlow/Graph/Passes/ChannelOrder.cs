using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>Keeps account of the transposes from channels last back to channels first, and moves them down.</summary>
internal sealed class ChannelOrder
{
    private static readonly HashSet<string> s_indifferent = new(StringComparer.Ordinal)
    {
        "Relu", "Relu6", "Elu", "Selu", "LeakyRelu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Neg", "Abs", "Square", "Sqrt", "Rsqrt", "Exp", "Cast",
        "Identity", "StopGradient", "Add", "AddV2", "Sub", "Mul", "RealDiv", "Maximum", "Minimum", "SquaredDifference",
    };

    // Results of ToFirst: what they transpose, and its rank.
    private readonly Dictionary<Output, (Output Last, int Rank)> _first = [];

    /// <summary>Where each dimension of the channels-last order comes from.</summary>
    public static long[] Last(int rank) => [0, .. Enumerable.Range(2, rank - 2).Select(d => (long)d), 1];

    public Output ToLast(Output value, int rank) => _first.TryGetValue(value, out var known) ? known.Last : Transposed(value, Last(rank));

    public Output ToFirst(Output value, int rank)
    {
        var first = Transposed(value, [0, rank - 1, .. Enumerable.Range(1, rank - 2).Select(d => (long)d)]);
        _first[first] = (value, rank);
        return first;
    }

    /// <summary>A node whose inputs were transposed, done before the transposition; null when the order matters to it.</summary>
    public IReadOnlyList<Output>? MoveDown(GraphNode node)
    {
        var rank = node.Inputs.Select(i => _first.TryGetValue(i, out var known) ? known.Rank : 0).DefaultIfEmpty(0).Max();
        return rank == 0 ? null
            : s_indifferent.Contains(node.Op) ? Elementwise(node, rank)
            : node.Op switch
            {
                "BiasAdd" when node.Attributes.Text("data_format", "") is "NCHW" && _first.ContainsKey(node.Inputs[0]) => Wrap(
                    node, rank, [ToLast(node.Inputs[0], rank), node.Inputs[1]], node.Attributes.With("data_format", "NHWC")),
                "ConcatV2" => Concat(node, rank),
                "Pad" or "PadV2" => Pad(node, rank),
                "Mean" or "Max" or "Sum" => Reduce(node, rank),
                _ => null,
            };
    }

    private List<Output>? Elementwise(GraphNode node, int rank)
    {
        var inputs = new List<Output>();
        foreach (var input in node.Inputs)
        {
            if (_first.TryGetValue(input, out var known))
            {
                inputs.Add(known.Last);
            }
            else if (input.Constant is { ElementCount: 1 } one && one.Rank <= rank)
            {
                inputs.Add(input);
            }
            else if (input.Constant is { } constant && constant.Rank == rank)
            {
                inputs.Add(GraphNode.Constant(input.Node.Name, Evaluate(constant, Last(rank))).First);
            }
            else
            {
                return null;
            }
        }

        return Wrap(node, rank, inputs, node.Attributes);
    }

    private List<Output>? Concat(GraphNode node, int rank)
    {
        if (node.Inputs[^1].Constant is not { } axis || !node.Inputs.SkipLast(1).All(_first.ContainsKey))
        {
            return null;
        }

        var from = Elements.Axis(Elements.Integer(axis), rank);
        var to = Tensor.Scalar(Array.IndexOf(Last(rank), from));
        return Wrap(node, rank, [.. node.Inputs.SkipLast(1).Select(i => _first[i].Last), GraphNode.Constant(node.Name + "/axis", to).First], node.Attributes);
    }

    private List<Output>? Pad(GraphNode node, int rank)
    {
        if (!_first.TryGetValue(node.Inputs[0], out var known) || node.Inputs[1].Constant is not { } amounts || amounts.ElementCount != 2 * rank)
        {
            return null;
        }

        var values = Elements.Integers(amounts);
        var moved = Last(rank).SelectMany(d => (long[])[values[2 * d], values[(2 * d) + 1]]).ToArray();
        var constant = GraphNode.Constant(node.Name + "/paddings", Tensor.From([rank, 2], moved.AsSpan()));
        return Wrap(node, rank, [known.Last, constant.First, .. node.Inputs.Skip(2)], node.Attributes);
    }

    // Only channels and batch remain, in the same order either way.
    private List<Output>? Reduce(GraphNode node, int rank)
    {
        if (node.Attributes.Bool("keep_dims", false) || node.Inputs[1].Constant is not { } axes || !_first.TryGetValue(node.Inputs[0], out var known)
            || !Elements.Integers(axes).Select(a => Elements.Axis(a, rank)).Order().SequenceEqual(Enumerable.Range(2, rank - 2)))
        {
            return null;
        }

        var copy = new GraphNode(node.Name, node.Op, node.Attributes);
        var inner = Enumerable.Range(1, rank - 2).ToArray();
        copy.Inputs.AddRange([known.Last, GraphNode.Constant(node.Name + "/axes", Tensor.From([inner.Length], inner.AsSpan())).First]);
        copy.Controls.AddRange(node.Controls);
        return [copy.First];
    }

    private List<Output> Wrap(GraphNode node, int rank, IEnumerable<Output> inputs, Format.AttributeMap attributes)
    {
        var copy = new GraphNode(node.Name, node.Op, attributes) { Fusion = node.Fusion };
        copy.Inputs.AddRange(inputs);
        copy.Controls.AddRange(node.Controls);
        return [ToFirst(copy.First, rank)];
    }

    private static Output Transposed(Output value, long[] order)
    {
        var node = new GraphNode(value.Node.Name + "/layout", "Transpose", Format.AttributeMap.Empty);
        node.Inputs.AddRange([value, GraphNode.Constant(node.Name + "/order", Tensor.From([order.Length], order.AsSpan())).First]);
        return node.First;
    }

    private static Tensor Evaluate(Tensor constant, long[] order)
    {
        var node = new GraphNode("Transpose", "Transpose", Format.AttributeMap.Empty);
        return Evaluator.Run(KernelRegistry.Default.Find("Transpose")!, node, [constant, Tensor.From([order.Length], order.AsSpan())], 1)[0];
    }
}
