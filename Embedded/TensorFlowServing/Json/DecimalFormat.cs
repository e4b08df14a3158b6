using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Embedded.TensorFlowServing.Json;

/// <summary>
/// Floating point numbers as TensorFlow Serving prints them: six significant digits in the manner of <c>%g</c>; when those do not read
/// back as the same number, as many as always do (9 for float, 17 for double); and <c>.0</c> after whole numbers.
/// </summary>
internal static class DecimalFormat
{
    /// <summary>More than any number takes, 17 digits with sign, point and exponent included.</summary>
    public const int MaxLength = 40;

    private const int ShortDigits = 6;

    /// <summary>Writes a float; returns the number of bytes.</summary>
    public static int Format(float value, Span<byte> target)
    {
        if (!float.IsFinite(value))
        {
            return NonFinite(value, target);
        }

        Span<byte> digits = stackalloc byte[MaxLength];
        int length;
        if (float.IsNormal(value))
        {
            // The shortest text that reads back decides: with up to six digits it is what %g gives (not so for denormals).
            Utf8Formatter.TryFormat(value, digits, out var shortest, default);
            length = SignificantDigits(digits[..shortest]) <= ShortDigits
                ? General(value, ShortDigits, target)
                : General(value, 9, target);
        }
        else
        {
            length = General(value, ShortDigits, target);
            if (float.Parse(target[..length], NumberStyles.Float, CultureInfo.InvariantCulture) != value)
            {
                length = General(value, 9, target);
            }
        }

        return WithPoint(target, length);
    }

    /// <summary>Writes a double; returns the number of bytes.</summary>
    public static int Format(double value, Span<byte> target)
    {
        if (!double.IsFinite(value))
        {
            return NonFinite(value, target);
        }

        var length = General(value, ShortDigits, target);
        if (double.Parse(target[..length], NumberStyles.Float, CultureInfo.InvariantCulture) != value)
        {
            length = General(value, 17, target);
        }

        return WithPoint(target, length);
    }

    /// <summary>Writes six significant digits without a forced point, as C++ streams do.</summary>
    public static int FormatSixDigits(double value, Span<byte> target) => General(value, ShortDigits, target);

    /// <summary>C's <c>%.{precision}g</c>.</summary>
    private static int General(double value, int precision, Span<byte> target)
    {
        Span<byte> scientific = stackalloc byte[MaxLength];
        Utf8Formatter.TryFormat(value, scientific, out var written, new StandardFormat('e', (byte)(precision - 1)));
        var length = 0;
        if (scientific[0] == '-')
        {
            target[length++] = (byte)'-';
            scientific = scientific[1..written];
        }
        else
        {
            scientific = scientific[..written];
        }

        var e = scientific.IndexOf((byte)'e');
        var exponent = int.Parse(scientific[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

        Span<byte> digits = stackalloc byte[precision];
        digits[0] = scientific[0];
        if (precision > 1)
        {
            scientific[2..e].CopyTo(digits[1..]);
        }

        var count = digits.TrimEnd((byte)'0').Length;
        digits = digits[..Math.Max(count, 1)];
        return length + (exponent < -4 || exponent >= precision
            ? Scientific(digits, exponent, target[length..])
            : Fixed(digits, exponent, target[length..]));
    }

    private static int Scientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        var length = 0;
        target[length++] = digits[0];
        if (digits.Length > 1)
        {
            target[length++] = (byte)'.';
            digits[1..].CopyTo(target[length..]);
            length += digits.Length - 1;
        }

        target[length++] = (byte)'e';
        target[length++] = (byte)(exponent < 0 ? '-' : '+');
        Utf8Formatter.TryFormat(Math.Abs(exponent), target[length..], out var written, new StandardFormat('D', 2));
        return length + written;
    }

    private static int Fixed(ReadOnlySpan<byte> digits, int exponent, Span<byte> target)
    {
        var length = 0;
        if (exponent < 0)
        {
            "0."u8.CopyTo(target);
            length = 2;
            target.Slice(length, -exponent - 1).Fill((byte)'0');
            length += -exponent - 1;
            digits.CopyTo(target[length..]);
            return length + digits.Length;
        }

        for (var i = 0; i <= exponent || i < digits.Length; i++)
        {
            if (i == exponent + 1)
            {
                target[length++] = (byte)'.';
            }

            target[length++] = i < digits.Length ? digits[i] : (byte)'0';
        }

        return length;
    }

    private static int SignificantDigits(ReadOnlySpan<byte> text)
    {
        var mantissa = text.IndexOf((byte)'E') is >= 0 and var e ? text[..e] : text;
        var point = mantissa.Contains((byte)'.') ? 1 : 0;
        var leading = mantissa.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (leading < 0)
        {
            return 1;
        }

        // Zeros after the last digit carry nothing when there is no point (16777216 has eight digits, 9000000 one).
        var trimmed = point == 0 ? mantissa.TrimEnd((byte)'0') : mantissa;
        return trimmed.Length - leading - (trimmed[leading..].Contains((byte)'.') ? 1 : 0);
    }

    private static int WithPoint(Span<byte> target, int length)
    {
        if (target[..length].IndexOfAny((byte)'.', (byte)'e') < 0)
        {
            ".0"u8.CopyTo(target[length..]);
            length += 2;
        }

        return length;
    }

    private static int NonFinite(double value, Span<byte> target)
    {
        var text = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "Infinity"u8 : "-Infinity"u8;
        text.CopyTo(target);
        return text.Length;
    }
}
