using Embedded.TensorFlow.Kernels.Dense;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Images of another size, by the methods other than bilinear.</summary>
internal static class ResizeKernels
{
    // TensorFlow reads the cubic's weights from a table of so many steps; without it the last digits differ.
    private const int TableSize = 1024;

    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Resizing", "numbers")
        .Add("ResizeNearestNeighbor", Nearest)
        .Add("ResizeArea", Area, notes: "result float")
        .Add("ResizeBicubic", Bicubic, notes: "result float");

    private static (bool Corners, bool Centers) Flags(KernelBuild build) =>
        (build.Attributes.Bool("align_corners", false), build.Attributes.Bool("half_pixel_centers", false));

    private static KernelBody Nearest(KernelBuild build)
    {
        var (corners, centers) = Flags(build);
        return context =>
        {
            var x = context.Input(0);
            var (height, width) = WeightedResize.Size(context);
            var image = ImageShape.Of(x);
            var result = context.Allocate(0, x.DType, image.Batch, height, width, image.Channels);
            var (rows, columns) = (Picks(image.Height, height, corners, centers), Picks(image.Width, width, corners, centers));
            for (int i = 0, at = 0; i < image.Batch * height; i++)
            {
                var line = ((i / height * image.Height) + rows[i % height]) * image.Width;
                foreach (var column in columns)
                {
                    TensorBlock.Copy(x, (line + column) * image.Channels, result, at, image.Channels);
                    at += image.Channels;
                }
            }
        };
    }

    private static int[] Picks(int from, int to, bool corners, bool centers)
    {
        var scale = WeightedResize.Scale(from, to, corners);
        var picks = new int[to];
        for (var i = 0; i < to; i++)
        {
            var position = centers ? (i + 0.5f) * scale : i * scale;
            picks[i] = Math.Clamp((int)(corners ? MathF.Round(position, MidpointRounding.AwayFromZero) : MathF.Floor(position)), 0, from - 1);
        }

        return picks;
    }

    private static KernelBody Area(KernelBuild build)
    {
        var (corners, _) = Flags(build);
        return context =>
        {
            var (height, width) = WeightedResize.Size(context);
            var image = ImageShape.Of(context.Input(0));
            WeightedResize.Run(context, Shares(image.Height, height, corners), Shares(image.Width, width, corners));
        };
    }

    // The share of each old pixel that lies under the new one.
    private static PixelSpan[] Shares(int from, int to, bool corners)
    {
        var scale = WeightedResize.Scale(from, to, corners);
        var spans = new PixelSpan[to];
        for (var i = 0; i < to; i++)
        {
            var (start, end) = (i * scale, (i + 1) * scale);
            var (pixels, weights) = (new List<int>(), new List<float>());
            for (var p = (int)MathF.Floor(start); p < (int)MathF.Ceiling(end); p++)
            {
                var share = p < start ? (p + 1 > end ? scale : p + 1 - start) : (p + 1 > end ? end - p : 1f);
                pixels.Add(Math.Clamp(p, 0, from - 1));
                weights.Add(share / scale);
            }

            spans[i] = new PixelSpan([.. pixels], [.. weights]);
        }

        return spans;
    }

    private static KernelBody Bicubic(KernelBuild build)
    {
        var (corners, centers) = Flags(build);
        return context =>
        {
            var (height, width) = WeightedResize.Size(context);
            var image = ImageShape.Of(context.Input(0));
            WeightedResize.Run(context, Cubic(image.Height, height, corners, centers), Cubic(image.Width, width, corners, centers));
        };
    }

    private static PixelSpan[] Cubic(int from, int to, bool corners, bool centers)
    {
        var scale = WeightedResize.Scale(from, to, corners);
        var spans = new PixelSpan[to];
        for (var i = 0; i < to; i++)
        {
            var position = centers ? ((i + 0.5f) * scale) - 0.5f : i * scale;
            var floor = (int)MathF.Floor(position);
            var step = (int)MathF.Round((position - floor) * TableSize, MidpointRounding.ToEven);
            float[] weights = [Outer(step, centers), Inner(step, centers), Inner(TableSize - step, centers), Outer(TableSize - step, centers)];
            var pixels = new int[4];
            for (var k = 0; k < 4; k++)
            {
                pixels[k] = Math.Clamp(floor - 1 + k, 0, from - 1);

                // With half-pixel centres nothing outside of the image counts; without, the border repeats.
                weights[k] = centers && pixels[k] != floor - 1 + k ? 0 : weights[k];
            }

            var sum = weights[0] + weights[1] + weights[2] + weights[3];
            spans[i] = new PixelSpan(pixels, centers && MathF.Abs(sum) > 1e-30f ? Array.ConvertAll(weights, w => w / sum) : weights);
        }

        return spans;
    }

    private static float Sharpness(bool centers) => centers ? -0.5f : -0.75f;

    private static float Inner(int step, bool centers)
    {
        var (x, a) = (step / (float)TableSize, Sharpness(centers));
        return ((((a + 2) * x) - (a + 3)) * x * x) + 1;
    }

    private static float Outer(int step, bool centers)
    {
        var (x, a) = ((step / (float)TableSize) + 1, Sharpness(centers));
        return (((((a * x) - (5 * a)) * x) + (8 * a)) * x) - (4 * a);
    }
}
