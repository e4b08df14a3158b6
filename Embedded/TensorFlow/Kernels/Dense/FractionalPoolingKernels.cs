using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Randomness;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Pooling by a factor that is no whole number: windows of two sizes, in an order drawn at random.</summary>
internal static class FractionalPoolingKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Pooling", "float, double, int32, int64")
        .Add("FractionalMaxPool", build => Create(build, isMax: true), KernelTraits.Random, "TensorFlow's sequence when seeded")
        .Add("FractionalAvgPool", build => Create(build, isMax: false), KernelTraits.Random, "TensorFlow's sequence when seeded");

    private static KernelBody Create(KernelBuild build, bool isMax)
    {
        var ratios = build.Attributes.Floats("pooling_ratio");
        var (pseudo, overlapping) = (build.Attributes.Bool("pseudo_random", false), build.Attributes.Bool("overlapping", false));
        var (seed, seed2) = (build.Attributes.Int("seed", 0), build.Attributes.Int("seed2", 0));
        if (seed == 0 && seed2 == 0)
        {
            seed = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(long)));
        }

        return context =>
        {
            var x = context.Input(0);
            var image = ImageShape.Of(x);
            if (ratios.Length != 4 || ratios[0] != 1 || ratios[3] != 1 || ratios[1] < 1 || ratios[2] < 1)
            {
                throw TensorFlowException.Unimplemented($"Fractional pooling is not yet supported on the batch or channel dimension, and ratios must be at least 1.");
            }

            var generator = Philox.OfSeeds(seed, seed2);
            var rows = PoolingSequence.Draw(image.Height, (int)MathF.Floor(image.Height / ratios[1]), pseudo, ref generator);
            var columns = PoolingSequence.Draw(image.Width, (int)MathF.Floor(image.Width / ratios[2]), pseudo, ref generator);
            TypeDispatch.Numeric(x.DType, new Body(rows, columns, overlapping, isMax), context);
            rows.CopyTo(context.Allocate(1, DataType.Int64, rows.Length).Data<long>());
            columns.CopyTo(context.Allocate(2, DataType.Int64, columns.Length).Data<long>());
        };
    }

    private readonly struct Body(long[] rows, long[] columns, bool overlapping, bool isMax) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var image = ImageShape.Of(x);
            var source = Elements.Of<T>(x);
            var target = Elements.Of<T>(context.Allocate(0, x.DType, image.Batch, rows.Length - 1, columns.Length - 1, image.Channels));
            var at = 0;
            for (var n = 0; n < image.Batch; n++)
            {
                for (var r = 0; r < rows.Length - 1; r++)
                {
                    var bottom = Math.Min(image.Height - 1, rows[r + 1] - (overlapping ? 0 : 1));
                    for (var c = 0; c < columns.Length - 1; c++)
                    {
                        var right = Math.Min(image.Width - 1, columns[c + 1] - (overlapping ? 0 : 1));
                        for (var channel = 0; channel < image.Channels; channel++)
                        {
                            var (best, count) = (isMax ? T.MinValue : T.Zero, 0);
                            for (var y = rows[r]; y <= bottom; y++)
                            {
                                for (var column = columns[c]; column <= right; column++, count++)
                                {
                                    var value = source[(int)((((((n * image.Height) + y) * image.Width) + column) * image.Channels) + channel)];
                                    best = isMax ? T.Max(best, value) : best + value;
                                }
                            }

                            target[at++] = isMax ? best : best / T.CreateTruncating(count);
                        }
                    }
                }
            }
        }
    }
}
