using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>How a running value takes in the next one.</summary>
internal interface IRunning
{
    static abstract T Start<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>;

    static abstract T Next<T>(T total, T value) where T : unmanaged, INumber<T>;
}

/// <summary>Running totals along an axis.</summary>
internal static class CumulativeKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Running totals", "numbers")
        .Add("Cumsum", build => Create<RunningSum>(build))
        .Add("Cumprod", build => Create<RunningProduct>(build))
        .Begin("Running totals", "float, double, half, bfloat16")
        .Add("CumulativeLogsumexp", build => Create<RunningLogSum>(build));

    private static KernelBody Create<TRunning>(KernelBuild build) where TRunning : IRunning
    {
        var (exclusive, reverse) = (build.Attributes.Bool("exclusive", false), build.Attributes.Bool("reverse", false));
        return context => TypeDispatch.Numeric(context.Input(0).DType, new Body<TRunning>(exclusive, reverse), context);
    }

    private readonly struct Body<TRunning>(bool exclusive, bool reverse) : INumericBody where TRunning : IRunning
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var axis = Elements.Axis(
                Elements.Integer(context.Input(1)), x.Rank, static (axis, rank) => $"ScanOp: Expected scan axis in the range [{-rank}, {rank}), but got {axis}");
            var (size, inner) = ((int)x.Shape[axis], JoinKernels.Product(x.Shape[(axis + 1)..]));
            var source = Elements.Of<T>(x);
            var target = Elements.Of<T>(context.Allocate(0, x.DType, x.Shape));
            var lines = size == 0 ? 0 : source.Length / size;
            for (var line = 0; line < lines; line++)
            {
                var total = TRunning.Start<T>();
                var start = (line / inner * size * inner) + (line % inner);
                for (var i = 0; i < size; i++)
                {
                    var at = start + ((reverse ? size - 1 - i : i) * inner);
                    var next = TRunning.Next(total, source[at]);
                    target[at] = exclusive ? total : next;
                    total = next;
                }
            }
        }
    }

    private readonly struct RunningSum : IRunning
    {
        public static T Start<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.Zero;

        public static T Next<T>(T total, T value) where T : unmanaged, INumber<T> => total + value;
    }

    private readonly struct RunningProduct : IRunning
    {
        public static T Start<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.One;

        public static T Next<T>(T total, T value) where T : unmanaged, INumber<T> => total * value;
    }

    private readonly struct RunningLogSum : IRunning
    {
        // TensorFlow starts from the lowest finite number.
        public static T Start<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.MinValue;

        public static T Next<T>(T total, T value) where T : unmanaged, INumber<T>
        {
            var (low, high) = total < value ? (total, value) : (value, total);
            var rest = double.CreateTruncating(low) - double.CreateTruncating(high);
            return high + T.CreateTruncating(Elementwise.NearZero.Log1p(Math.Exp(rest)));
        }
    }
}
