using System.Globalization;
using System.Text;
using Embedded.TensorFlow.Kernels.ComplexNumbers;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Numbers to strings and back.</summary>
internal static class NumberTextKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Numbers as text", "all")
        .Add("AsString", AsString)
        .Begin("Numbers as text", "float, double, int32, int64")
        .Add("StringToNumber", ToNumber);

    private static KernelBody AsString(KernelBuild build)
    {
        var precision = (int)Math.Clamp(build.Attributes.Int("precision", -1), -1, 1000);
        var (scientific, shortest) = (build.Attributes.Bool("scientific", false), build.Attributes.Bool("shortest", false));
        var (width, fill) = ((int)Math.Clamp(build.Attributes.Int("width", -1), -1, 10_000), build.Attributes.Text("fill", ""));
        RequireSupported(build.Attributes.Type("T", DataType.Float), precision, scientific, shortest, fill);
        return context =>
        {
            var x = context.Input(0);
            var result = context.Allocate(0, DataType.String, x.Shape).Strings;
            var write = Writer(x, Number);
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = x.DType == DataType.String && width < 0 ? x.Strings[i] : Encoding.UTF8.GetBytes(write(i));
            }
        };

        string Number(double value)
        {
            var digits = precision < 0 ? 6 : precision;
            return Signed(shortest ? PrintF.Shortest(value, digits) : scientific ? PrintF.Scientific(value, digits) : PrintF.Fixed(value, digits));
        }

        // '+' and ' ' stand where a minus would.
        string Signed(string text) => Pad(fill is "+" or " " && text[0] != '-' ? fill + text : text);

        string Pad(string text) => PrintF.Padded(text, width, fill);

        Func<int, string> Writer(Tensor x, Func<double, string> number)
        {
            switch (x.DType)
            {
                case DataType.String:
                    return i => Pad(StringCells.Text(x.Strings[i]));
                case DataType.Bool:
                    return i => x.Data<bool>()[i] ? "true" : "false";
                case DataType.Float or DataType.Double or DataType.Half or DataType.BFloat16:
                    var values = Doubles.Read(x);
                    return i => number(values[i]);
                case DataType.Complex64 or DataType.Complex128:
                    var pairs = ComplexCells.Read(x);
                    return i => $"({number(pairs[i].Real)},{number(pairs[i].Imaginary)})";
                case DataType.UInt64:
                    return i => Pad(x.Data<ulong>()[i].ToString(CultureInfo.InvariantCulture));
                default:
                    var integers = Elements.Integers(x);
                    return x.DType is DataType.UInt8 or DataType.UInt16 or DataType.UInt32
                        ? i => Pad(integers[i].ToString(CultureInfo.InvariantCulture))
                        : i => Signed(integers[i].ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static void RequireSupported(DataType type, int precision, bool scientific, bool shortest, string fill)
    {
        if (type is not (DataType.Float or DataType.Double or DataType.Half or DataType.BFloat16 or DataType.Complex64 or DataType.Complex128))
        {
            if (scientific || shortest)
            {
                throw TensorFlowException.InvalidArgument($"scientific and shortest format not supported for datatype {type.CanonicalName()}");
            }

            if (precision >= 0)
            {
                throw TensorFlowException.InvalidArgument($"precision not supported for datatype {type.CanonicalName()}");
            }
        }

        if (fill.Length > 1)
        {
            throw TensorFlowException.InvalidArgument($"Fill string must be one or fewer characters");
        }

        if (scientific && shortest)
        {
            throw TensorFlowException.InvalidArgument($"Cannot select both scientific and shortest notation");
        }

        if (fill is not ("" or " " or "+" or "-" or "0"))
        {
            throw TensorFlowException.InvalidArgument($"Fill argument not supported: \"{fill}\"");
        }
    }

    private static KernelBody ToNumber(KernelBuild build)
    {
        var type = build.Attributes.Type("out_type", DataType.Float);
        return context =>
        {
            var x = context.Input(0);
            var result = context.Allocate(0, type, x.Shape);
            for (var i = 0; i < x.ElementCount; i++)
            {
                if (!TryParse(x.Strings[i], result, i))
                {
                    throw TensorFlowException.InvalidArgument($"StringToNumberOp could not correctly convert string: {StringCells.Text(x.Strings[i])}");
                }
            }
        };
    }

    /// <summary>Parses one number into a tensor of float, double, int32, int64 or half.</summary>
    internal static bool TryParse(ReadOnlyMemory<byte> bytes, Tensor target, int index)
    {
        var text = Encoding.Latin1.GetString(StringKernels.Trim(bytes).Span);
        switch (target.DType)
        {
            case DataType.Float:
                return TryParseFloat(text, out target.Data<float>()[index]);
            case DataType.Double:
                return TryParseDouble(text, out target.Data<double>()[index]);
            case DataType.Int32:
                return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out target.Data<int>()[index]);
            case DataType.Int64:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out target.Data<long>()[index]);
            case DataType.UInt32:
                return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out target.Data<uint>()[index]);
            case DataType.UInt64:
                return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out target.Data<ulong>()[index]);
            default:
                throw TypeDispatch.Unsupported(target.DType);
        }
    }

    private static bool TryParseFloat(string text, out float value)
    {
        if (TryWord(text, out var word))
        {
            value = (float)word;
            return true;
        }

        return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && char.IsAsciiDigit(text.TrimStart('+', '-', '.')[0]);
    }

    private static bool TryParseDouble(string text, out double value) => TryWord(text, out value)
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && char.IsAsciiDigit(text.TrimStart('+', '-', '.')[0]));

    private static bool TryWord(string text, out double value)
    {
        var isNegative = text.StartsWith('-');
        value = text.TrimStart('+', '-').ToUpperInvariant() switch
        {
            "INF" or "INFINITY" => isNegative ? double.NegativeInfinity : double.PositiveInfinity,
            "NAN" => double.NaN,
            _ => 0,
        };
        return value != 0;
    }
}
