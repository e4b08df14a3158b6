
namespace Embedded.TensorFlow.Kernels.Quantization;

/// <summary>Floats quantised and at once dequantised: what is left after the loss.</summary>
internal static class RoundTripKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Quantisation", "float, double, half, bfloat16")
        .Add("QuantizeAndDequantizeV2", Create)
        .Add("QuantizeAndDequantizeV3", Create)
        .Add("QuantizeAndDequantizeV4", Create);

    private static KernelBody Create(KernelBuild build)
    {
        var attributes = build.Attributes;
        var isSigned = attributes.Bool("signed_input", true);
        var isGiven = attributes.Bool("range_given", build.Node.Op == "QuantizeAndDequantizeV3");
        var narrow = attributes.Bool("narrow_range", false);
        var axis = (int)attributes.Int("axis", -1);
        var even = attributes.Text("round_mode", "HALF_TO_EVEN") == "HALF_TO_EVEN";
        var fixedBits = build.Node.Op == "QuantizeAndDequantizeV3" ? -1 : attributes.Int("num_bits", 8);
        return context =>
        {
            var x = context.Input(0);
            var bits = (int)(fixedBits >= 0 ? fixedBits : Elements.Integer(context.Input(3)));
            if (bits < 1 || bits > (isSigned ? 62 : 63))
            {
                throw TensorFlowException.InvalidArgument($"num_bits is out of range: {bits} with signed_input {isSigned}");
            }

            var values = Doubles.Read(x);
            var (lows, highs) = isGiven ? (Doubles.Read(context.Input(1)), Doubles.Read(context.Input(2))) : Extremes(values, x, axis);
            var inner = axis < 0 ? 1 : Shaping.JoinKernels.Product(x.Shape[(axis + 1)..]);
            if (axis >= 0 && (lows.Length != x.Shape[axis] || highs.Length != x.Shape[axis]))
            {
                throw TensorFlowException.InvalidArgument($"input_min and input_max must have {x.Shape[axis]} values");
            }

            for (var i = 0; i < values.Length; i++)
            {
                var slice = axis < 0 ? 0 : i / inner % (int)x.Shape[axis];
                var scale = new Scale(isSigned, bits, narrow, (float)lows[slice], (float)highs[slice]);
                var value = isGiven ? Math.Clamp((float)values[i], scale.Low, scale.High) : (float)values[i];
                var steps = value * scale.Steps;
                values[i] = (even ? MathF.Round(steps, MidpointRounding.ToEven) : MathF.Floor(steps + 0.5f)) * scale.Step;
            }

            Doubles.Write(values, context.Allocate(0, x.DType, x.Shape));
        };
    }

    private static (double[] Lows, double[] Highs) Extremes(double[] values, Tensor x, int axis)
    {
        var count = axis < 0 ? 1 : (int)x.Shape[axis];
        var inner = axis < 0 ? 1 : Shaping.JoinKernels.Product(x.Shape[(axis + 1)..]);
        var (lows, highs) = (new double[count], new double[count]);
        Array.Fill(lows, double.PositiveInfinity);
        Array.Fill(highs, double.NegativeInfinity);
        for (var i = 0; i < values.Length; i++)
        {
            var slice = axis < 0 ? 0 : i / inner % count;
            (lows[slice], highs[slice]) = (Math.Min(lows[slice], values[i]), Math.Max(highs[slice], values[i]));
        }

        return (lows, highs);
    }

    /// <summary>The largest factor that keeps the range within the whole numbers, with zero where it is.</summary>
    private readonly struct Scale
    {
        public Scale(bool isSigned, int bits, bool narrow, float low, float high)
        {
            var first = isSigned ? -(1L << (bits - 1)) + (narrow ? 1 : 0) : 0;
            var last = isSigned ? (1L << (bits - 1)) - 1 : (1L << bits) - 1;
            var fromLow = first * low > 0 ? first / low : float.MaxValue;
            var fromHigh = last * high > 0 ? last / high : float.MaxValue;
            if (fromLow < fromHigh)
            {
                (Steps, Step) = (fromLow, low / first);
                (Low, High) = (low, last * Step);
            }
            else
            {
                (Steps, Step) = (fromHigh, high / last);
                (Low, High) = (first * Step, high);
            }
        }

        public float Steps { get; }

        public float Step { get; }

        public float Low { get; }

        public float High { get; }
    }
}
