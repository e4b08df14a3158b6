using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Dense;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Images of another size, by mixing the four nearest pixels.</summary>
internal static class ResizeBilinearKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Resizing", "numbers")
        .Add("ResizeBilinear", Bilinear, notes: "result float");

    private static KernelBody Bilinear(KernelBuild build)
    {
        var (corners, centers) = (build.Attributes.Bool("align_corners", false), build.Attributes.Bool("half_pixel_centers", false));
        var body = new BilinearBody(corners, centers);
        return context =>
        {
            if (context.Input(0).DType == DataType.BFloat16)
            {
                // The result is float in any case.
                Widening.Run(context, body.Run<float>, narrowed: 0);
            }
            else
            {
                TypeDispatch.Numeric(context.Input(0).DType, body, context);
            }
        };
    }

    private readonly record struct Tap(int Low, int High, float Weight);

    private readonly struct BilinearBody(bool alignCorners, bool halfPixelCenters) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var image = ImageShape.Of(context.Input(0));
            var (height, width) = WeightedResize.Size(context);
            var target = context.Allocate(0, DataType.Float, image.Batch, height, width, image.Channels).Data<float>();
            var source = Elements.Of<T>(context.Input(0));
            var (rows, columns) = (Taps(image.Height, height), Taps(image.Width, width));
            var at = 0;
            for (var n = 0; n < image.Batch; n++)
            {
                foreach (var row in rows)
                {
                    var top = source.Slice(((n * image.Height) + row.Low) * image.Width * image.Channels, image.Width * image.Channels);
                    var bottom = source.Slice(((n * image.Height) + row.High) * image.Width * image.Channels, image.Width * image.Channels);
                    foreach (var column in columns)
                    {
                        for (var c = 0; c < image.Channels; c++)
                        {
                            var (left, right) = ((column.Low * image.Channels) + c, (column.High * image.Channels) + c);
                            var above = Mix(top[left], top[right], column.Weight);
                            target[at++] = above + ((Mix(bottom[left], bottom[right], column.Weight) - above) * row.Weight);
                        }
                    }
                }
            }
        }

        private static float Mix<T>(T left, T right, float weight) where T : INumber<T>
        {
            var (a, b) = (float.CreateTruncating(left), float.CreateTruncating(right));
            return a + ((b - a) * weight);
        }

        private Tap[] Taps(int from, int to)
        {
            var scale = alignCorners && to > 1 ? (from - 1) / (float)(to - 1) : from / (float)to;
            var taps = new Tap[to];
            for (var i = 0; i < to; i++)
            {
                var position = halfPixelCenters ? ((i + 0.5f) * scale) - 0.5f : i * scale;
                var floor = MathF.Floor(position);
                taps[i] = new Tap(Math.Max((int)floor, 0), Math.Min((int)MathF.Ceiling(position), from - 1), position - floor);
            }

            return taps;
        }
    }
}
