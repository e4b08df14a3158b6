using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>Where the largest or smallest values are; the lowest index among equals.</summary>
internal static class ArgumentKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Arguments", "numbers, bool")
        .Add("ArgMax", build => Extreme(build, true))
        .Add("ArgMin", build => Extreme(build, false))
        .Add("TopKV2", TopK)
        .Add("TopK", TopK);

    private static KernelBody Extreme(KernelBuild build, bool largest)
    {
        var type = build.Attributes.Type("output_type", DataType.Int64);
        return context => TypeDispatch.Numeric(
            context.Input(0).DType is DataType.Bool ? DataType.UInt8 : context.Input(0).DType, new ExtremeBody(type, largest), context);
    }

    private static KernelBody TopK(KernelBuild build)
    {
        var fixedCount = build.Attributes.Has("k") ? build.Attributes.Int("k", 1) : -1;
        var type = build.Attributes.Type("index_type", DataType.Int32);
        return context =>
        {
            var count = fixedCount >= 0 ? fixedCount : Elements.Integer(context.Input(1));
            var x = context.Input(0);
            if (count < 0)
            {
                throw TensorFlowException.InvalidArgument($"Need k >= 0, got {count}");
            }

            if (x.Rank < 1)
            {
                throw TensorFlowException.InvalidArgument($"input must be >= 1-D, got shape {TensorShape.Format(x.Shape)}");
            }

            if (x.Shape[^1] < count)
            {
                throw TensorFlowException.InvalidArgument($"input must have at least k columns. Had {x.Shape[^1]}, needed {count}");
            }

            TypeDispatch.Numeric(x.DType, new TopBody((int)count, type), context);
        };
    }

    private readonly struct ExtremeBody(DataType type, bool largest) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var axis = Elements.Axis(
                Elements.Integer(context.Input(1)), x.Rank, static (axis, rank) => $"Expected dimension in the range [{-rank}, {rank}), but got {axis}");
            Span<long> shape = stackalloc long[x.Rank - 1];
            var result = context.Allocate(0, type, TensorShape.Join(shape, x.Shape[..axis], x.Shape[(axis + 1)..]));
            var source = Elements.Of<T>(x);
            var (size, inner) = ((int)x.Shape[axis], JoinKernels.Product(x.Shape[(axis + 1)..]));
            if (size == 0)
            {
                throw TensorFlowException.InvalidArgument($"Reduction axis {Elements.Integer(context.Input(1))} is empty in shape {TensorShape.Format(x.Shape)}");
            }

            for (var i = 0; i < result.ElementCount; i++)
            {
                var from = (i / inner * size * inner) + (i % inner);
                var best = 0;
                for (var j = 1; j < size; j++)
                {
                    var (candidate, current) = (source[from + (j * inner)], source[from + (best * inner)]);
                    if (largest ? candidate > current : candidate < current)
                    {
                        best = j;
                    }
                }

                ShapeKernels.Write(result, i, best);
            }
        }
    }

    private readonly struct TopBody(int count, DataType type) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var columns = (int)x.Shape[^1];
            var values = Elements.Of<T>(context.Allocate(0, x.DType, [.. x.Shape[..^1], count]));
            var indices = context.Allocate(1, type, [.. x.Shape[..^1], count]);
            var order = new int[columns];
            var row = new T[columns];
            for (var r = 0; r < (count == 0 ? 0 : values.Length / count); r++)
            {
                Elements.Of<T>(x).Slice(r * columns, columns).CopyTo(row);
                for (var i = 0; i < columns; i++)
                {
                    order[i] = i;
                }

                Array.Sort(order, (a, b) => row[b].CompareTo(row[a]) is var c && c != 0 ? c : a - b);
                for (var i = 0; i < count; i++)
                {
                    values[(r * count) + i] = row[order[i]];
                    ShapeKernels.Write(indices, (r * count) + i, order[i]);
                }
            }
        }
    }
}
