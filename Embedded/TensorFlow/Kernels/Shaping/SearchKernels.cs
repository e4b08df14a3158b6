using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Positions of what is looked for: true values, bounds in sorted rows, coordinates of flat indices.</summary>
internal static class SearchKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Searching", "numbers, bool")
        .Add("Where", Where)
        .Begin("Searching", "numbers")
        .Add("LowerBound", build => Bound(build, upper: false))
        .Add("UpperBound", build => Bound(build, upper: true))
        .Add("UnravelIndex", UnravelIndex)
        .Add("InTopK", build => InTopK(build.Attributes.Int("k", 1)))
        .Add("InTopKV2", _ => InTopK(-1));

    private static void Where(KernelContext context)
    {
        var x = context.Input(0);
        if (x.Rank == 0)
        {
            throw TensorFlowException.InvalidArgument($"WhereOp : Unhandled input dimensions: 0");
        }

        var size = x.DType.Size();
        var found = new List<int>();
        for (var i = 0; i < x.ElementCount; i++)
        {
            if (!IsZero(x, i, size))
            {
                found.Add(i);
            }
        }

        var result = context.Allocate(0, DataType.Int64, found.Count, x.Rank).Data<long>();
        var steps = TensorShape.Strides(x.Shape);
        for (var i = 0; i < found.Count; i++)
        {
            for (var d = 0; d < x.Rank; d++)
            {
                result[(i * x.Rank) + d] = found[i] / steps[d] % x.Shape[d];
            }
        }
    }

    // The minus zeros of floats are zeros too.
    private static bool IsZero(Tensor x, int index, int size) => x.DType switch
    {
        DataType.Float => x.Data<float>()[index] == 0,
        DataType.Double => x.Data<double>()[index] == 0,
        DataType.Half => x.Data<Half>()[index] == Half.Zero,
        DataType.BFloat16 => x.Data<BFloat16>()[index].ToSingle() == 0,
        _ => !x.Bytes.Slice(index * size, size).ContainsAnyExcept((byte)0),
    };

    private static KernelBody Bound(KernelBuild build, bool upper)
    {
        var type = build.Attributes.Type("out_type", DataType.Int32);
        return context => TypeDispatch.Numeric(context.Input(0).DType, new BoundBody(type, upper), context);
    }

    private static void UnravelIndex(KernelContext context)
    {
        var indices = context.Input(0);
        var (flat, sizes) = (Elements.Integers(indices), Elements.Integers(context.Input(1)));
        var result = context.Allocate(0, indices.DType, indices.Rank == 0 ? [sizes.Length] : [sizes.Length, flat.Length]);
        var total = TensorShape.ElementCount(sizes);
        for (var i = 0; i < flat.Length; i++)
        {
            if ((ulong)flat[i] >= (ulong)total)
            {
                throw TensorFlowException.InvalidArgument($"index is out of bound as with dims");
            }

            var rest = flat[i];
            for (var d = sizes.Length - 1; d >= 0; d--)
            {
                ShapeKernels.Write(result, (d * flat.Length) + i, rest % sizes[d]);
                rest /= sizes[d];
            }
        }
    }

    private static KernelBody InTopK(long fixedCount) => context =>
    {
        var (predictions, targets) = (context.Input(0), Elements.Integers(context.Input(1)));
        var k = fixedCount >= 0 ? fixedCount : Elements.Integer(context.Input(2));
        if (predictions.Rank != 2 || targets.Length != predictions.Shape[0])
        {
            throw TensorFlowException.InvalidArgument($"First dimension of predictions {TensorShape.Format(predictions.Shape)} must match length of targets {targets.Length}");
        }

        var values = predictions.Data<float>();
        var classes = (int)predictions.Shape[1];
        var result = context.Allocate(0, DataType.Bool, targets.Length).Data<bool>();
        for (var i = 0; i < targets.Length; i++)
        {
            var row = values.Slice(i * classes, classes);
            var isValid = (ulong)targets[i] < (ulong)classes && float.IsFinite(row[(int)targets[i]]);
            var larger = 0;
            foreach (var value in row)
            {
                isValid &= float.IsFinite(value);
                larger += isValid && value > row[(int)targets[i]] ? 1 : 0;
            }

            result[i] = isValid && larger < k;
        }
    };

    private readonly struct BoundBody(DataType type, bool upper) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (sorted, values) = (context.Input(0), context.Input(1));
            if (sorted.Rank != 2 || values.Rank != 2)
            {
                throw TensorFlowException.InvalidArgument($"{(sorted.Rank != 2 ? "sorted input" : "values")} argument must be a matrix");
            }

            if (sorted.Shape[0] != values.Shape[0])
            {
                throw TensorFlowException.InvalidArgument($"Leading dim_size of both tensors must match.");
            }

            var rows = Elements.Of<T>(sorted);
            var wanted = Elements.Of<T>(values);
            var (length, count) = ((int)sorted.Shape[1], (int)values.Shape[1]);
            var result = context.Allocate(0, type, values.Shape);
            for (var i = 0; i < wanted.Length; i++)
            {
                var row = rows.Slice(i / count * length, length);
                var (low, high) = (0, length);
                while (low < high)
                {
                    var middle = (low + high) / 2;
                    if (row[middle] < wanted[i] || (upper && row[middle] == wanted[i]))
                    {
                        low = middle + 1;
                    }
                    else
                    {
                        high = middle;
                    }
                }

                ShapeKernels.Write(result, i, low);
            }
        }
    }
}
