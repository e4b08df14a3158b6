using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Floats rounded to the values that a quantised number could have.</summary>
internal static class FakeQuantizationKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Fake quantisation", "float")
        .Add("FakeQuantWithMinMaxArgs", Fixed)
        .Add("FakeQuantWithMinMaxVars", Given)
        .Add("FakeQuantWithMinMaxVarsPerChannel", Given);

    private static KernelBody Fixed(KernelBuild build)
    {
        var (low, high) = (build.Attributes.Float("min", -6f), build.Attributes.Float("max", 6f));
        var (first, last) = Levels(build);
        return context => Run(context, [low], [high], first, last);
    }

    private static KernelBody Given(KernelBuild build)
    {
        var (first, last) = Levels(build);
        return context => Run(context, context.Input(1).Data<float>(), context.Input(2).Data<float>(), first, last);
    }

    private static (int First, int Last) Levels(KernelBuild build) =>
        (build.Attributes.Bool("narrow_range", false) ? 1 : 0, (1 << (int)Math.Clamp(build.Attributes.Int("num_bits", 8), 2, 16)) - 1);

    private static void Run(KernelContext context, ReadOnlySpan<float> low, ReadOnlySpan<float> high, int first, int last)
    {
        var x = context.Input(0);
        if (low.Length != high.Length || (low.Length != 1 && (x.Rank == 0 || x.Shape[^1] != low.Length)))
        {
            throw TensorFlowException.InvalidArgument($"min and max must have one value for each of the channels of {TensorShape.Format(x.Shape)}");
        }

        var source = x.Data<float>();
        var target = context.Allocate(0, DataType.Float, x.Shape).Data<float>();
        for (var c = 0; c < low.Length; c++)
        {
            var grid = Nudge(low[c], high[c], first, last);
            for (var i = c; i < source.Length; i += low.Length)
            {
                var steps = (Math.Clamp(source[i], grid.Low, grid.High) - grid.Low) * grid.Steps;
                target[i] = grid.Scale == 0 ? 0 : MathF.Floor(steps - grid.Zero + 0.5f) * grid.Scale;
            }
        }
    }

    // The range moves so that zero is one of the values.
    private static Grid Nudge(float low, float high, int first, int last)
    {
        if (low == 0 && high == 0)
        {
            return default;
        }

        if (!(low < high))
        {
            throw TensorFlowException.InvalidArgument($"min has to be smaller than max, was: {low} >= {high}");
        }

        var (scale, steps) = ((high - low) / (last - first), (last - first) / (high - low));
        var zero = first - (low / scale);
        var nudged = zero < first ? first : zero > last ? last : MathF.Round(zero, MidpointRounding.AwayFromZero);
        var from = (first - nudged) * scale;
        return new Grid(from, (last - nudged) * scale, scale, steps, MathF.Floor((-from * steps) + 0.5f));
    }

    /// <param name="Low">The lowest value.</param>
    /// <param name="High">The highest value.</param>
    /// <param name="Scale">From one value to the next; 0 when all become zero.</param>
    /// <param name="Steps">Values in a unit: not the scale's reciprocal, which would be rounded twice.</param>
    /// <param name="Zero">The step that is zero; counting from it makes zero exact.</param>
    private readonly record struct Grid(float Low, float High, float Scale, float Steps, float Zero);
}
