using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.ComplexNumbers;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>
/// Einstein sums by their definition: one or two inputs, labels that repeat (diagonals), dimensions of one input summed away, and
/// element types other than float.
/// </summary>
internal static class EinsumGeneral
{
    private const int FirstEllipsisLabel = 1 << 16;

    public static void Run(string equation, KernelContext context)
    {
        var sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        var parts = sides[0].Split(',');
        if (sides.Length != 2 || parts.Length != context.InputCount)
        {
            throw TensorFlowException.InvalidArgument($"Expected {parts.Length} inputs for equation '{equation}' but got: {context.InputCount}");
        }

        var labels = parts.Select((part, i) => Labels(part, context.Input(i).Rank, equation)).ToArray();
        var unnamed = labels.Select(l => l.Count(x => x >= FirstEllipsisLabel)).Max();
        var result = Labels(sides[1], sides[1].Replace("...", "", StringComparison.Ordinal).Length + (sides[1].Contains("...", StringComparison.Ordinal) ? unnamed : 0), equation);
        var sizes = new Dictionary<int, long>();
        for (var i = 0; i < labels.Length; i++)
        {
            Measure(labels[i], context.Input(i), sizes);
        }

        int[] order = [.. result, .. sizes.Keys.Where(l => !result.Contains(l))];
        if (!result.All(sizes.ContainsKey) || result.Distinct().Count() != result.Length)
        {
            throw TensorFlowException.InvalidArgument($"Expected each label of the result once, and in an input: '{equation}'");
        }

        var steps = labels.Select((l, i) => Array.ConvertAll(order, label => Step(l, label, context.Input(i)))).ToArray();
        long[] shape = Array.ConvertAll(result, l => sizes[l]);
        Tensor.RequireFits(TensorShape.ElementCount(shape), context.Input(0).DType.Size(), context.Input(0).DType, shape);
        var loop = new Loop(Array.ConvertAll(order, l => sizes[l]), result.Length, steps);
        if (ComplexCells.Is(context.Input(0).DType))
        {
            var inputs = Enumerable.Range(0, context.InputCount).Select(i => ComplexCells.Read(context.Input(i))).ToArray();
            var sums = loop.Sum(inputs);
            ComplexCells.Write(context, 0, context.Input(0).DType, loop.Shape, sums);
        }
        else
        {
            var body = new Body(loop);
            if (context.Input(0).DType == DataType.Half)
            {
                // Sums of narrow floats are kept wide, as in PlainProduct.
                Widening.Run(context, body.Run<float>);
            }
            else
            {
                TypeDispatch.Numeric(context.Input(0).DType, body, context);
            }
        }
    }

    private static int[] Labels(string part, int rank, string equation)
    {
        var at = part.IndexOf("...", StringComparison.Ordinal);
        var named = at < 0 ? part.Length : part.Length - 3;
        if (at < 0 ? named != rank : named > rank)
        {
            throw TensorFlowException.InvalidArgument($"Expected input to have rank {named} for equation '{equation}' but got {rank}");
        }

        return at < 0
            ? [.. part.Select(c => (int)c)]
            : [.. part[..at].Select(c => (int)c), .. Enumerable.Range(0, rank - named).Reverse().Select(i => FirstEllipsisLabel + i), .. part[(at + 3)..].Select(c => (int)c)];
    }

    private static void Measure(int[] labels, Tensor tensor, Dictionary<int, long> sizes)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var size = tensor.Shape[i];
            if (sizes.TryGetValue(labels[i], out var known) && known != size && known != 1 && size != 1)
            {
                throw TensorFlowException.InvalidArgument($"Expected dimension {known} at axis {i} of the input shaped {TensorShape.Format(tensor.Shape)} but got dimension {size}");
            }

            sizes[labels[i]] = known is 0 or 1 ? size : known;
        }
    }

    // A label that repeats moves along the diagonal.
    private static int Step(int[] labels, int label, Tensor tensor)
    {
        var own = TensorShape.Strides(tensor.Shape);
        var step = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            step += labels[i] == label && tensor.Shape[i] != 1 ? own[i] : 0;
        }

        return step;
    }

    private sealed record Loop(long[] Sizes, int Kept, int[][] Steps)
    {
        public long[] Shape => Sizes[..Kept];

        public T[] Sum<T>(T[][] inputs) where T : INumberBase<T>
        {
            var result = new T[TensorShape.ElementCount(Shape)];
            var summed = (int)TensorShape.ElementCount(Sizes.AsSpan(Kept));
            var index = new long[Sizes.Length];
            var at = new int[inputs.Length];
            for (var i = 0; i < result.Length; i++)
            {
                var sum = T.Zero;
                for (var j = 0; j < summed; j++)
                {
                    var product = inputs[0][at[0]];
                    for (var k = 1; k < inputs.Length; k++)
                    {
                        product *= inputs[k][at[k]];
                    }

                    sum += product;
                    Advance(index, at);
                }

                result[i] = sum;
            }

            return result;
        }

        private void Advance(long[] index, int[] at)
        {
            for (var d = Sizes.Length - 1; d >= 0; d--)
            {
                var wraps = ++index[d] == Sizes[d];
                for (var k = 0; k < at.Length; k++)
                {
                    at[k] += wraps ? -Steps[k][d] * (int)(Sizes[d] - 1) : Steps[k][d];
                }

                if (!wraps)
                {
                    return;
                }

                index[d] = 0;
            }
        }
    }

    private readonly struct Body(Loop loop) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var inputs = new T[context.InputCount][];
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i] = Elements.Of<T>(context.Input(i)).ToArray();
            }

            loop.Sum(inputs).CopyTo(Elements.Of<T>(context.Allocate(0, context.Input(0).DType, loop.Shape)));
        }
    }
}
