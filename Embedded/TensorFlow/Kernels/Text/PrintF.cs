using System.Globalization;
using System.Numerics;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>
/// Numbers as C's printf writes them: the exact binary value is rounded once, ties to the even digit. .NET's formats round ties
/// away from zero.
/// </summary>
internal static class PrintF
{
    public static string Fixed(double value, int precision)
    {
        if (NonFinite(value) is { } word)
        {
            return word;
        }

        var digits = Scaled(value, precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        return Sign(value) + (precision == 0 ? digits : $"{digits[..^precision]}.{digits[^precision..]}");
    }

    public static string Scientific(double value, int precision)
    {
        if (NonFinite(value) is { } word)
        {
            return word;
        }

        // The estimate may be one off, and rounding may carry into another digit.
        var exponent = value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));
        var digits = Scaled(value, precision - exponent).ToString(CultureInfo.InvariantCulture);
        if (value != 0 && digits.Length != precision + 1)
        {
            exponent += digits.Length > precision + 1 ? 1 : -1;
            digits = Scaled(value, precision - exponent).ToString(CultureInfo.InvariantCulture);
        }

        digits = digits.PadRight(precision + 1, '0');
        var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{Sign(value)}{digits[0]}{(precision == 0 ? "" : ".")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    /// <summary><c>%g</c>: the shorter of both forms, without zeros at the end.</summary>
    public static string Shortest(double value, int precision)
    {
        if (NonFinite(value) is { } word)
        {
            return word;
        }

        var digits = Math.Max(1, precision);
        var scientific = Scientific(value, digits - 1);
        var at = scientific.IndexOf('e', StringComparison.Ordinal);
        var exponent = int.Parse(scientific[(at + 1)..], CultureInfo.InvariantCulture);
        return exponent < -4 || exponent >= digits
            ? WithoutZeros(scientific[..at]) + scientific[at..]
            : WithoutZeros(Fixed(value, digits - 1 - exponent));
    }

    /// <summary>Filled up to a width: on the left, or on the right after <c>-</c>.</summary>
    public static string Padded(string text, int width, string fill) => text.Length >= width ? text : fill switch
    {
        "0" when !char.IsAsciiDigit(text[^1]) => text.PadLeft(width),
        "0" when text.StartsWith('-') || text.StartsWith('+') => text[0] + text[1..].PadLeft(width - 1, '0'),
        "0" => text.PadLeft(width, '0'),
        "-" => text.PadRight(width),
        _ => text.PadLeft(width),
    };

    // |value| times a power of ten, rounded.
    private static BigInteger Scaled(double value, int power)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var (fraction, exponent) = (bits & ((1L << 52) - 1), (int)(bits >> 52));
        var over = new BigInteger(exponent == 0 ? fraction : fraction | (1L << 52));
        var shift = Math.Max(exponent, 1) - 1075;
        var under = BigInteger.One;
        over *= power > 0 ? BigInteger.Pow(10, power) : BigInteger.One;
        under *= power < 0 ? BigInteger.Pow(10, -power) : BigInteger.One;
        over <<= Math.Max(0, shift);
        under <<= Math.Max(0, -shift);
        var quotient = BigInteger.DivRem(over, under, out var rest);
        var middle = (rest * 2).CompareTo(under);
        return middle > 0 || (middle == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static string Sign(double value) => double.IsNegative(value) ? "-" : "";

    private static string? NonFinite(double value) => double.IsNaN(value) ? (double.IsNegative(value) ? "-nan" : "nan")
        : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf")
        : null;

    private static string WithoutZeros(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;
}
