using System.Runtime.CompilerServices;

namespace Embedded.TensorFlowServing.Predict;

// One file for all: each is the same two lines, and they only make sense side by side.

internal readonly struct FloatText : INumberText<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out float value) => DecimalText.TryParse(json, ref position, out value);
}

internal readonly struct DoubleText : INumberText<double>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out double value) => DecimalText.TryParse(json, ref position, out value);
}

internal readonly struct Int32Text : INumberText<int>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out int value)
    {
        var ok = IntegerText.TryParse(json, ref position, out var number) && number is >= int.MinValue and <= int.MaxValue;
        value = (int)number;
        return ok;
    }
}

// The small types take any 32-bit number and keep its low bits: the original does not check their range.
internal readonly struct Int16Text : INumberText<short>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out short value)
    {
        var ok = Int32Text.TryParse(json, ref position, out var number);
        value = (short)number;
        return ok;
    }
}

internal readonly struct Int8Text : INumberText<sbyte>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out sbyte value)
    {
        var ok = Int32Text.TryParse(json, ref position, out var number);
        value = (sbyte)number;
        return ok;
    }
}

internal readonly struct UInt8Text : INumberText<byte>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out byte value)
    {
        var ok = Int32Text.TryParse(json, ref position, out var number);
        value = (byte)number;
        return ok;
    }
}

internal readonly struct Int64Text : INumberText<long>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out long value) => IntegerText.TryParse(json, ref position, out value);
}

internal readonly struct UInt32Text : INumberText<uint>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out uint value)
    {
        var ok = IntegerText.TryParse(json, ref position, out var number) && number is >= 0 and <= uint.MaxValue;
        value = (uint)number;
        return ok;
    }
}

// Numbers above the signed range are rare enough for the tree reader.
internal readonly struct UInt64Text : INumberText<ulong>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out ulong value)
    {
        var ok = IntegerText.TryParse(json, ref position, out var number) && number >= 0;
        value = (ulong)number;
        return ok;
    }
}

internal readonly struct BoolText : INumberText<bool>
{
    public static bool TryParse(ReadOnlySpan<byte> json, ref int position, out bool value)
    {
        value = json[position..].StartsWith("true"u8);
        var ok = value || json[position..].StartsWith("false"u8);
        position += value ? 4 : 5;
        return ok;
    }
}
