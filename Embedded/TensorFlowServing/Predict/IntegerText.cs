namespace Embedded.TensorFlowServing.Predict;

/// <summary>JSON numbers without point and exponent to 64-bit integers; declines everything else.</summary>
internal static class IntegerText
{
    // 18 digits always fit; longer ones are left to the tree reader.
    private const int MaxDigits = 18;

    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out long value)
    {
        var p = position;
        var negative = json[p] == '-';
        p += negative ? 1 : 0;
        var start = p;
        value = 0;
        for (uint digit; (digit = (uint)(json[p] - '0')) <= 9; p++)
        {
            value = (value * 10) + digit;
        }

        var digits = p - start;
        position = p;
        value = negative ? -value : value;
        return digits is > 0 and <= MaxDigits
            && (digits == 1 || json[start] != '0')
            && json[p] is not ((byte)'.' or (byte)'e' or (byte)'E');
    }
}
