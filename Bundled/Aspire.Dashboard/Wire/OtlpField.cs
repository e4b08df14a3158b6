namespace Aspire.Dashboard.Wire;

/// <summary>A field of a message.</summary>
/// <param name="Number">Its number in protobuf.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRepeated">Whether it may come more than once.</param>
/// <param name="Message">The message it holds, if it holds one.</param>
internal sealed record OtlpField(int Number, string Name, OtlpFieldKind Kind, bool IsRepeated = false, OtlpMessage? Message = null)
{
    /// <summary>How a value that stands alone is laid out.</summary>
    public WireType WireType { get; } = Kind switch
    {
        OtlpFieldKind.Bool or OtlpFieldKind.Enum or OtlpFieldKind.UInt32 or OtlpFieldKind.SInt32 or OtlpFieldKind.Int64 or OtlpFieldKind.UInt64 => WireType.Varint,
        OtlpFieldKind.Fixed64 or OtlpFieldKind.SFixed64 or OtlpFieldKind.Double => WireType.Fixed64,
        OtlpFieldKind.Fixed32 => WireType.Fixed32,
        _ => WireType.Bytes,
    };

    /// <summary>Whether the field came as many numbers in one piece.</summary>
    public bool IsPacked(WireType type) => IsRepeated && type == WireType.Bytes && WireType != WireType.Bytes;
}
