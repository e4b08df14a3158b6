using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>Numbers sorted into buckets, buckets counted, sparse values summed.</summary>
internal static class CountingKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Counting", "numbers")
        .Add("Bucketize", Bucketize)
        .Add("DenseBincount", DenseBincount)
        .Add("Bincount", DenseBincount)
        .Add("HistogramFixedWidth", Histogram)
        .Add("SparseReduceSum", SparseReduceSum);

    private static KernelBody Bucketize(KernelBuild build)
    {
        var boundaries = build.Attributes.Floats("boundaries");
        for (var i = 1; i < boundaries.Length; i++)
        {
            if (boundaries[i] < boundaries[i - 1])
            {
                throw TensorFlowException.InvalidArgument($"Expected sorted boundaries");
            }
        }

        return context => TypeDispatch.Numeric(context.Input(0).DType, new BucketBody(boundaries), context);
    }

    private static KernelBody DenseBincount(KernelBuild build)
    {
        var isBinary = build.Attributes.Bool("binary_output", false);
        return context => TypeDispatch.Numeric(context.Input(2).DType, new CountBody(isBinary), context);
    }

    // Values outside of the range count in the first and last bin.
    private static KernelBody Histogram(KernelBuild build)
    {
        var type = build.Attributes.Type("dtype", DataType.Int32);
        return context =>
        {
            var (values, range, bins) = (Doubles.Read(context.Input(0)), Doubles.Read(context.Input(1)), Elements.Integer(context.Input(2)));
            if (bins <= 0 || range.Length != 2 || !(range[0] < range[1]))
            {
                throw TensorFlowException.InvalidArgument($"nbins must be positive and value_range[0] < value_range[1], got {bins} and [{string.Join(", ", range)}]");
            }

            var result = context.Allocate(0, type, bins);
            var counts = new long[bins];
            var step = (range[1] - range[0]) / bins;
            foreach (var value in values)
            {
                counts[(int)Math.Min(bins - 1, (Math.Max(value, range[0]) - range[0]) / step)]++;
            }

            for (var i = 0; i < bins; i++)
            {
                Shaping.ShapeKernels.Write(result, i, counts[i]);
            }
        };
    }

    private static KernelBody SparseReduceSum(KernelBuild build)
    {
        var keep = build.Attributes.Bool("keep_dims", false);
        return context => TypeDispatch.Numeric(context.Input(1).DType, new SparseBody(keep), context);
    }

    private readonly struct BucketBody(float[] boundaries) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var source = Elements.Of<T>(x);
            var target = context.Allocate(0, DataType.Int32, x.Shape).Data<int>();
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = FirstAbove(double.CreateTruncating(source[i]));
            }
        }

        // A value on a boundary belongs above it.
        private int FirstAbove(double value)
        {
            var (low, high) = (0, boundaries.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = value < boundaries[middle] ? (low, middle) : (middle + 1, high);
            }

            return low;
        }
    }

    private readonly struct CountBody(bool isBinary) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (x, weights) = (context.Input(0), Elements.Of<T>(context.Input(2)).ToArray());
            var size = Elements.Integer(context.Input(1));
            if ((x.Rank > 2 && context.Op != "Bincount") || size < 0)
            {
                throw TensorFlowException.InvalidArgument($"Input must be at most rank 2 and size non-negative, got shape {TensorShape.Format(x.Shape)} and size {size}");
            }

            var target = Elements.Of<T>(context.Allocate(0, context.Input(2).DType, x.Rank == 2 && context.Op != "Bincount" ? [x.Shape[0], size] : [size]));
            target.Clear();
            var values = Elements.Integers(x);
            var row = x.Rank == 2 && context.Op != "Bincount" ? (int)x.Shape[1] : Math.Max(1, values.Length);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] < 0)
                {
                    throw TensorFlowException.InvalidArgument($"Input arr must be non-negative!");
                }

                if (values[i] < size)
                {
                    ref var cell = ref target[(int)((i / row * size) + values[i])];
                    cell = isBinary ? T.One : cell + (weights.Length > 0 ? weights[i] : T.One);
                }
            }
        }
    }

    private readonly struct SparseBody(bool keep) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (indices, values) = (context.Input(0), context.Input(1));
            var shape = Elements.Integers(context.Input(2));
            var axes = ReductionAxes.Resolve(shape, context.Input(3), keep);
            var target = Elements.Of<T>(context.Allocate(0, values.DType, axes.Shape));
            target.Clear();
            var positions = indices.Data<long>();
            var source = Elements.Of<T>(values);
            for (var i = 0; i < source.Length; i++)
            {
                var at = 0L;
                for (var d = 0; d < shape.Length; d++)
                {
                    var position = positions[(i * shape.Length) + d];
                    if ((ulong)position >= (ulong)shape[d])
                    {
                        throw TensorFlowException.InvalidArgument($"indices[{i}] is out of bounds of shape {TensorShape.Format(shape)}");
                    }

                    at = axes.Reduced[d] ? at : (at * shape[d]) + position;
                }

                target[(int)at] += source[i];
            }
        }
    }
}
