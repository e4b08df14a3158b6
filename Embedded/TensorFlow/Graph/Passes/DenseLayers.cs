namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// Turns what multiplies the last dimensions of a tensor by constant weights into one node: Einsum, and the chain of Transpose, Reshape, MatMul and
/// Reshape with its shape arithmetic that <c>tensordot</c> is. A bias of several dimensions is taken along.
/// </summary>
internal sealed class DenseLayers(FoldingCache cache)
{
    public void Run(OpGraph graph)
    {
        var uses = graph.CountUses();
        graph.Rewrite(node =>
        {
            var dense = node.Controls.Count > 0 || node.Fusion is not null ? null : node.Op switch
            {
                "Einsum" => FromEinsum(node),
                "Reshape" => FromTensordot(node),
                "AddV2" or "Add" or "BiasAdd" => WithBias(node, uses),
                _ => null,
            };
            if (dense is null)
            {
                return null;
            }

            uses[dense] = uses.GetValueOrDefault(node);
            return [dense.First];
        });
    }

    private GraphNode? FromEinsum(GraphNode node)
    {
        if (node.Inputs.Count != 2 || node.Inputs[1].Constant is not { DType: DataType.Float, ElementCount: > 0 } weights
            || !IsProductOfLast(node.Attributes.Text("equation", ""), weights.Rank, out var summed))
        {
            return null;
        }

        var rows = TensorShape.ElementCount(weights.Shape[..summed]);
        return Dense(node, node.Inputs[0], Reshaped(weights, [rows, .. weights.Shape[summed..]]), summed);
    }

    // ab…cd,cd…ef->ab…ef: the last labels of the left are the first of the right, and the result has all others in order.
    private static bool IsProductOfLast(string equation, int rank, out int summed)
    {
        summed = 0;
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var inputs = sides[0].Split(',');
        if (sides.Length != 2 || inputs.Length != 2 || inputs[1].Length != rank || inputs[1].Contains('.', StringComparison.Ordinal)
            || inputs[1].Distinct().Count() != rank)
        {
            return false;
        }

        var (left, right) = (inputs[0], inputs[1]);
        summed = right.TakeWhile(label => left.Contains(label, StringComparison.Ordinal)).Count();
        var free = left.Length - summed;
        return summed is > 0 && summed < rank && free >= 0 && left[free..] == right[..summed] && sides[1] == left[..free] + right[summed..]
            && !right[summed..].Any(label => left.Contains(label, StringComparison.Ordinal)) && left.Where(label => label != '.').Distinct().Count() == left.Count(label => label != '.');
    }

    private static GraphNode? FromTensordot(GraphNode node)
    {
        if (Pattern.Is(node.Inputs[0], "MatMul") is not { } product || product.Inputs[1].Constant is not { DType: DataType.Float, Rank: 2, ElementCount: > 0 } weights
            || product.Attributes.Bool("transpose_a", false) || product.Attributes.Bool("transpose_b", false)
            || Pattern.Is(product.Inputs[0], "Reshape") is not { } matrix || Pattern.Is(matrix.Inputs[1], "Pack") is not { Inputs.Count: 2 } sizes)
        {
            return null;
        }

        // The free dimensions are all but the last: [0 … r-2] and [r-1] of x, in this order.
        var x = matrix.Inputs[0];
        var free = Part(sizes.Inputs[0], isProduct: true);
        var summed = Part(sizes.Inputs[1], isProduct: true);
        if (free is not var (source, kept) || summed is not var (same, last) || same != source || last.Length != 1 || last[0] != kept.Length || !IsCounting(kept))
        {
            return null;
        }

        if (x != source)
        {
            if (Pattern.Is(x, "Transpose") is not { } transpose || transpose.Inputs[0] != source || Pattern.Integers(transpose.Inputs[1]) is not { } order || order.Length != kept.Length + 1 || !IsCounting(order))
            {
                return null;
            }
        }

        return Pattern.Is(node.Inputs[1], "ConcatV2") is { Inputs.Count: 3 } shape && Part(shape.Inputs[0], isProduct: false) is var (again, leading) && again == source
            && leading.AsSpan().SequenceEqual(kept) && Pattern.Integers(shape.Inputs[1]) is [var columns] && columns == weights.Shape[1]
            ? Dense(product, source, weights, 1)
            : null;
    }

    // Sizes of some dimensions of a value, or the product of them.
    private static (Output Source, long[] Dimensions)? Part(Output value, bool isProduct)
    {
        if (isProduct)
        {
            if (Pattern.Is(value, "Prod") is not { } product || Pattern.Integers(product.Inputs[1]) is not [0])
            {
                return null;
            }

            value = product.Inputs[0];
        }

        return Pattern.Is(value, "GatherV2") is { } gather && Pattern.Is(gather.Inputs[0], "Shape") is { } shape && Pattern.Integers(gather.Inputs[1]) is { } dimensions
            ? (shape.Inputs[0], dimensions)
            : null;
    }

    private static bool IsCounting(long[] values) => values.Select((value, at) => value == at).All(isInPlace => isInPlace);

    private GraphNode? WithBias(GraphNode node, Dictionary<GraphNode, int> uses)
    {
        var at = node.Inputs[0].Node.Op == "_Dense" ? 0 : 1;
        var producer = node.Inputs[at].Node;
        if (producer is not { Op: "_Dense", Fusion: { HasBias: false } fusion } || uses.GetValueOrDefault(producer) != 1
            || node.Inputs[1 - at].Constant is not { DType: DataType.Float } bias || !HasTail(bias, producer.Inputs[1].Constant!))
        {
            return null;
        }

        var biased = new GraphNode(producer.Name, producer.Op, producer.Attributes) { Fusion = fusion with { HasBias = true } };
        biased.Inputs.AddRange([.. producer.Inputs, GraphNode.Constant(node.Name + "/bias", Reshaped(bias, [bias.ElementCount])).First]);
        return biased;
    }

    // A value for each of the weights' result dimensions together; a longer shape would raise the result's rank.
    private static bool HasTail(Tensor bias, Tensor weights) => bias.Shape.SequenceEqual(weights.Shape[1..]);

    private static GraphNode Dense(GraphNode node, Output x, Tensor weights, int summed)
    {
        var dense = new GraphNode(node.Name, "_Dense", node.Attributes) { Fusion = new Fusion { SummedDimensions = summed } };
        dense.Inputs.AddRange([x, GraphNode.Constant(node.Name + "/weights", weights).First]);
        return dense;
    }

    // The same tensor for every entry point, so that it is packed once.
    private Tensor Reshaped(Tensor tensor, long[] shape) =>
        tensor.Shape.SequenceEqual(shape) ? tensor : cache.GetOrAdd($"Reshape{TensorShape.Format(shape)}", Format.AttributeMap.Empty, [tensor], () => [tensor.WithShape(shape)])![0];
}
