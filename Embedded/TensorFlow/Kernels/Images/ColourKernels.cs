using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Colours of images: other spaces, contrast, hue and saturation.</summary>
internal static class ColourKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Colours", "float, double, half, bfloat16")
        .Add("RGBToHSV", static c => Pixels(c, Colour.ToHsv))
        .Add("HSVToRGB", static c => Pixels(c, Colour.ToRgb))
        .Add("AdjustHue", AdjustHue)
        .Add("AdjustSaturation", AdjustSaturation)
        .Add("AdjustContrastv2", AdjustContrast);

    private static void AdjustHue(KernelContext context)
    {
        var delta = Doubles.Read(context.Input(1))[0];
        Pixels(context, pixel =>
        {
            var hsv = Colour.ToHsv(pixel);
            var hue = hsv.A + delta;
            return Colour.ToRgb((hue - Math.Floor(hue), hsv.B, hsv.C));
        });
    }

    private static void AdjustSaturation(KernelContext context)
    {
        var scale = Doubles.Read(context.Input(1))[0];
        Pixels(context, pixel =>
        {
            var hsv = Colour.ToHsv(pixel);
            return Colour.ToRgb((hsv.A, Math.Clamp(hsv.B * scale, 0, 1), hsv.C));
        });
    }

    private static void Pixels(KernelContext context, Func<(double A, double B, double C), (double A, double B, double C)> convert)
    {
        var x = context.Input(0);
        var isAdjustment = context.InputCount > 1;
        if (isAdjustment && x.Rank < 3)
        {
            throw TensorFlowException.InvalidArgument($"input must be at least 3-D, got shape{TensorShape.Format(x.Shape)}");
        }

        if (x.Rank < 1)
        {
            throw TensorFlowException.InvalidArgument($"input must be at least 1D{TensorShape.Format(x.Shape)}");
        }

        if (x.Shape[^1] != 3)
        {
            throw isAdjustment
                ? TensorFlowException.InvalidArgument($"input must have 3 channels but instead has {x.Shape[^1]} channels.")
                : TensorFlowException.InvalidArgument($"input must have 3 channels but input only has {x.Shape[^1]} channels.");
        }

        var values = Doubles.Read(x);
        for (var i = 0; i < values.Length; i += 3)
        {
            (values[i], values[i + 1], values[i + 2]) = convert((values[i], values[i + 1], values[i + 2]));
        }

        Doubles.Write(values, context.Allocate(0, x.DType, x.Shape));
    }

    // Each channel of each image, away from its mean.
    private static void AdjustContrast(KernelContext context)
    {
        var x = context.Input(0);
        var factor = Doubles.Read(context.Input(1))[0];
        if (x.Rank < 3)
        {
            throw TensorFlowException.InvalidArgument($"input must be at least 3-D, got shape{TensorShape.Format(x.Shape)}");
        }

        var values = Doubles.Read(x);
        var (channels, pixels) = ((int)x.Shape[^1], (int)(x.Shape[^2] * x.Shape[^3]));
        for (var start = 0; start < values.Length; start += pixels * channels)
        {
            for (var c = 0; c < channels; c++)
            {
                var mean = 0.0;
                for (var i = 0; i < pixels; i++)
                {
                    mean += values[start + (i * channels) + c] / pixels;
                }

                for (var i = 0; i < pixels; i++)
                {
                    ref var value = ref values[start + (i * channels) + c];
                    value = ((value - mean) * factor) + mean;
                }
            }
        }

        Doubles.Write(values, context.Allocate(0, x.DType, x.Shape));
    }
}
