
namespace Embedded.TensorFlow.Kernels.Quantization;

/// <summary>Floats to quantised numbers and back.</summary>
internal static class QuantizeKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Quantisation", "float; qint8, quint8, qint16, quint16, qint32")
        .Add("QuantizeV2", Quantize)
        .Add("Dequantize", Dequantize);

    private static KernelBody Quantize(KernelBuild build)
    {
        var type = build.Attributes.Type("T", DataType.QUInt8);
        var (mode, even) = (build.Attributes.Text("mode", "MIN_COMBINED"), build.Attributes.Text("round_mode", "HALF_AWAY_FROM_ZERO") == "HALF_TO_EVEN");
        var (narrow, axis) = (build.Attributes.Bool("narrow_range", false), (int)build.Attributes.Int("axis", -1));
        var least = build.Attributes.Float("ensure_minimum_range", 0.01f);
        var range = QuantizedRange.Of(type);
        return context =>
        {
            var x = context.Input(0);
            var slices = new ChannelSlices(x, axis, context.Input(1), context.Input(2));
            var result = context.Allocate(0, type, x.Shape);
            var (lows, highs) = (new float[slices.Count], new float[slices.Count]);
            for (var c = 0; c < slices.Count; c++)
            {
                var (low, high) = slices.Range(c);
                var apart = MathF.Max(1, MathF.Max(MathF.Abs(low), MathF.Abs(high))) * least;
                (lows[c], highs[c]) = (MathF.Min(0, low), MathF.Max(0, MathF.Max(high, MathF.Min(0, low) + apart)));
                var quantize = Quantizer(mode, even, narrow, range, ref lows[c], ref highs[c]);
                for (var i = 0; i < x.ElementCount; i++)
                {
                    if (slices.Of(i) == c)
                    {
                        range.Store(result, i, quantize(x.Data<float>()[i]));
                    }
                }
            }

            context.Set(1, slices.Bounds(lows));
            context.Set(2, slices.Bounds(highs));
        };
    }

    private static Func<float, double> Quantizer(string mode, bool even, bool narrow, QuantizedRange range, ref float low, ref float high)
    {
        var (from, to) = (low, high);
        switch (mode)
        {
            case "MIN_COMBINED":
                var scale = (float)((range.High - range.Low) / (to - from));
                var half = (float)range.HalfRange;
                return range.IsSigned
                    ? x => MathF.Round(((Math.Clamp(x, from, to) - from) * scale) - half, MidpointRounding.AwayFromZero)
                    : x => MathF.Floor(((Math.Clamp(x, from, to) - from) * scale) + 0.5f);
            case "MIN_FIRST":
                var steps = range.High - range.Low + 1;
                var perUnit = steps / ((to - from) * (steps / (steps - 1)));
                var origin = Math.Round(from * perUnit, MidpointRounding.AwayFromZero);
                return x => Math.Round(x * perUnit, MidpointRounding.AwayFromZero) - origin + range.Low;
            case "SCALED":
                var lowest = (float)range.Low + (narrow ? 1 : 0);
                var factor = MathF.Min(lowest * from > 0 ? lowest / from : float.MaxValue, range.High * to > 0 ? (float)range.High / to : float.MaxValue);
                (low, high) = (lowest / factor, (float)range.High / factor);
                var (first, last) = (low, high);
                return x => MathF.Round(Math.Clamp(x, first, last) * factor, even ? MidpointRounding.ToEven : MidpointRounding.AwayFromZero);
            default:
                throw TensorFlowException.InvalidArgument($"Mode string must be 'MIN_COMBINED', 'MIN_FIRST', or 'SCALED', is '{mode}'");
        }
    }

    private static KernelBody Dequantize(KernelBuild build)
    {
        var (mode, type) = (build.Attributes.Text("mode", "MIN_COMBINED"), build.Attributes.Type("dtype", DataType.Float));
        var (narrow, axis) = (build.Attributes.Bool("narrow_range", false), (int)build.Attributes.Int("axis", -1));
        return context =>
        {
            var x = context.Input(0);
            var range = QuantizedRange.Of(x.DType);
            var slices = new ChannelSlices(x, axis, context.Input(1), context.Input(2));
            var values = new double[x.ElementCount];
            for (var i = 0; i < values.Length; i++)
            {
                var (low, high) = slices.Range(slices.Of(i));
                values[i] = Value(QuantizedRange.Load(x, i), mode, narrow, range, low, high);
            }

            Doubles.Write(values, context.Allocate(0, type, x.Shape));
        };
    }

    private static double Value(double stored, string mode, bool narrow, QuantizedRange range, float low, float high)
    {
        switch (mode)
        {
            case "MIN_COMBINED":
                var scale = (high - low) / (float)(range.High - range.Low);
                return ((float)(stored + range.HalfRange) * scale) + low;
            case "MIN_FIRST":
                var steps = range.High - range.Low + 1;
                var perStep = (high - low) * (steps / (steps - 1)) / steps;
                var origin = high == low ? low : Math.Round(low / perStep, MidpointRounding.AwayFromZero) * perStep;
                return origin + ((stored - range.Low) * perStep);
            case "SCALED":
                var lowest = range.Low + (narrow ? 1 : 0);
                return (float)stored * (range.IsSigned ? MathF.Max(low / (float)lowest, high / (float)range.High) : high / (float)range.High);
            default:
                throw TensorFlowException.InvalidArgument($"Mode string must be 'MIN_COMBINED', 'MIN_FIRST', or 'SCALED', is '{mode}'");
        }
    }
}
