using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>
/// JSON numbers to binary floating point. Up to 19 digits are gathered into an integer, eight at a time where possible; a power of ten
/// up to 10²² then gives the exact double when the integer fits 53 bits (Clinger 1990). The rest goes to the library.
/// </summary>
internal static class DecimalText
{
    private const int MaxExactPower = 22;
    private const int MaxDigits = 19;
    private const ulong MaxExactInteger = 1UL << 53;

    private static readonly double[] s_powers = [.. Enumerable.Range(0, MaxExactPower + 1).Select(n => double.Parse("1e" + n, CultureInfo.InvariantCulture))];

    /// <summary>Parses a float: the nearest double, then the nearest float, as the original does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out float value)
    {
        var start = position;
        if (!TryScan(json, ref position, out var negative, out var integer, out var digits, out var power))
        {
            value = 0;
            return false;
        }

        if (digits <= MaxDigits && (uint)(power + MaxExactPower) <= 2 * MaxExactPower)
        {
            // Beyond 53 bits this is off by at most two units of the double; only near the middle of two floats does that matter.
            var near = power < 0 ? integer / s_powers[-power] : integer * s_powers[power];
            var tail = (int)(BitConverter.DoubleToInt64Bits(near) & 0x1FFF_FFFF) - 0x1000_0000;
            if (integer <= MaxExactInteger || (Math.Abs(tail) > 2 && near is > 1.2e-38 and < 3.4e38))
            {
                value = (float)(negative ? -near : near);
                return true;
            }
        }

        value = (float)double.Parse(json[start..position], NumberStyles.Float, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Parses a double, correctly rounded.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out double value)
    {
        var start = position;
        if (!TryScan(json, ref position, out var negative, out var integer, out var digits, out var power))
        {
            value = 0;
            return false;
        }

        if (digits <= MaxDigits && integer <= MaxExactInteger && (uint)(power + MaxExactPower) <= 2 * MaxExactPower)
        {
            value = power < 0 ? integer / s_powers[-power] : integer * s_powers[power];
            value = negative ? -value : value;
            return true;
        }

        value = double.Parse(json[start..position], NumberStyles.Float, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Scans a number of JSON's grammar; declines NaN, infinities and exponents of four digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryScan(ReadOnlySpan<byte> json, ref int position, out bool negative, out ulong integer, out int digits, out int power)
    {
        var p = position;
        negative = json[p] == '-';
        p += negative ? 1 : 0;
        integer = (uint)(json[p] - '0');
        digits = 0;
        power = 0;
        if (integer > 9)
        {
            return false;
        }

        var first = p++;
        if (integer == 0)
        {
            if ((uint)(json[p] - '0') <= 9)
            {
                return false;
            }
        }
        else
        {
            ScanDigits(json, ref p, ref integer);
        }

        digits = p - first;
        var whole = true;
        if (json[p] == '.')
        {
            whole = false;
            var fraction = ++p;
            ScanDigits(json, ref p, ref integer);
            if (p == fraction)
            {
                return false;
            }

            power = fraction - p;
            digits -= power;
        }

        if ((json[p] | 0x20) == 'e')
        {
            whole = false;
            if (!TryScanExponent(json, ref p, ref power))
            {
                return false;
            }
        }

        position = p;

        // -0 is the integer 0 to RapidJSON, and integers have no negative zero.
        negative &= !(whole && integer == 0);

        // An integer too long for a double is an error that the tree reader words.
        return !whole || digits <= 300;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScanDigits(ReadOnlySpan<byte> json, ref int position, ref ulong integer)
    {
        var p = position;
        while (p + 8 <= json.Length)
        {
            var chunk = BinaryPrimitives.ReadUInt64LittleEndian(json[p..]) - 0x3030_3030_3030_3030;
            if (((chunk | (chunk + 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080) != 0)
            {
                break;
            }

            // Joins neighbours: 8 digits to 4 pairs, to 2 fours, to one number.
            chunk = (chunk * 10) + (chunk >> 8);
            chunk = (((chunk & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064) + (((chunk >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001)) >> 32;
            integer = (integer * 100_000_000) + chunk;
            p += 8;
        }

        for (uint digit; (digit = (uint)(json[p] - '0')) <= 9; p++)
        {
            integer = (integer * 10) + digit;
        }

        position = p;
    }

    private static bool TryScanExponent(ReadOnlySpan<byte> json, ref int position, ref int power)
    {
        var p = position + 1;
        var negative = json[p] == '-';
        p += json[p] is (byte)'-' or (byte)'+' ? 1 : 0;
        var start = p;
        var exponent = 0;
        for (uint digit; (digit = (uint)(json[p] - '0')) <= 9 && p - start < 4; p++)
        {
            exponent = (exponent * 10) + (int)digit;
        }

        // Anything near the limits is left to the tree reader, which knows when a number is too big.
        if (p == start || p - start == 4 || exponent > 300)
        {
            return false;
        }

        power += negative ? -exponent : exponent;
        position = p;
        return true;
    }
}
