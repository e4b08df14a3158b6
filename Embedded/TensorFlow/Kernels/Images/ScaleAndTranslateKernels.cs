using Embedded.TensorFlow.Kernels.Dense;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Resizing with a filter of one's choice, which is what <c>antialias</c> and the Lanczos methods become.</summary>
internal static class ScaleAndTranslateKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Resizing", "numbers")
        .Add("ScaleAndTranslate", Create, notes: "result float");

    private static KernelBody Create(KernelBuild build)
    {
        var (radius, kernel) = Filter(build.Attributes.Text("kernel_type", "lanczos3"));
        var antialias = build.Attributes.Bool("antialias", true);
        return context =>
        {
            var (height, width) = WeightedResize.Size(context);
            var image = ImageShape.Of(context.Input(0));
            var scale = context.Input(2).Data<float>();
            var shift = context.Input(3).Data<float>();
            if (scale.Length != 2 || shift.Length != 2 || scale[0] <= 0 || scale[1] <= 0)
            {
                throw TensorFlowException.InvalidArgument($"scale must be greater than zero and have two values, translation two");
            }

            WeightedResize.Run(
                context,
                Spans(image.Height, height, scale[0], shift[0], radius, kernel, antialias),
                Spans(image.Width, width, scale[1], shift[1], radius, kernel, antialias));
        };
    }

    private static PixelSpan[] Spans(int from, int to, float scale, float shift, float radius, Func<float, float> kernel, bool antialias)
    {
        var inverse = 1 / scale;
        var stretch = antialias ? MathF.Max(inverse, 1) : 1;
        var spans = new PixelSpan[to];
        for (var i = 0; i < to; i++)
        {
            var sample = ((i + 0.5f) * inverse) - (inverse * shift);
            if (sample < 0 || sample > from)
            {
                spans[i] = new PixelSpan([], []);
                continue;
            }

            var start = Math.Clamp((int)MathF.Ceiling(sample - (radius * stretch) - 0.5f), 0, from - 1);
            var end = Math.Clamp((int)MathF.Floor(sample + (radius * stretch) - 0.5f), 0, from - 1);
            var pixels = Enumerable.Range(start, Math.Max(0, end - start + 1)).ToArray();
            var weights = Array.ConvertAll(pixels, p => kernel(MathF.Abs((p + 0.5f - sample) / stretch)));
            var sum = weights.Sum();
            spans[i] = new PixelSpan(pixels, MathF.Abs(sum) > 1e-30f ? Array.ConvertAll(weights, w => w / sum) : weights);
        }

        return spans;
    }

    private static (float Radius, Func<float, float> Kernel) Filter(string name) => name switch
    {
        "lanczos1" => (1, x => Lanczos(x, 1)),
        "lanczos3" => (3, x => Lanczos(x, 3)),
        "lanczos5" => (5, x => Lanczos(x, 5)),
        "gaussian" => (1.5f, x => x >= 1.5f ? 0 : MathF.Exp(-x * x / (2 * 0.5f * 0.5f))),
        "box" => (1, x => x < 0.5f ? 1 : x == 0.5f ? 0.5f : 0),
        "triangle" => (1, x => x < 1 ? 1 - x : 0),
        "keyscubic" => (2, x => x >= 2 ? 0 : x >= 1 ? (((((-0.5f * x) + 2.5f) * x) - 4) * x) + 2 : (((1.5f * x) - 2.5f) * x * x) + 1),
        "mitchellcubic" => (2, x => x >= 2 ? 0
            : x >= 1 ? ((((((-7f / 18f) * x) + 2) * x) - (10f / 3f)) * x) + (16f / 9f)
            : ((((7f / 6f) * x) - 2) * x * x) + (8f / 9f)),
        _ => throw TensorFlowException.InvalidArgument($"Unrecognized kernel type: {name}"),
    };

    private static float Lanczos(float x, float radius) =>
        x > radius ? 0 : x <= 1e-3f ? 1 : radius * MathF.Sin(MathF.PI * x) * MathF.Sin(MathF.PI * x / radius) / (MathF.PI * MathF.PI * x * x);
}
