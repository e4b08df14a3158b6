namespace Aspire.Dashboard.Wire;

/// <summary>What a field holds: decides its layout in protobuf and its form in JSON.</summary>
internal enum OtlpFieldKind
{
    String,

    /// <summary>Base64 in JSON.</summary>
    Bytes,

    /// <summary>An id of a trace or span: bytes, but hexadecimal digits in JSON.</summary>
    Id,
    Bool,

    /// <summary>A number in JSON; OTLP forbids the names.</summary>
    Enum,
    UInt32,
    SInt32,
    Int64,
    UInt64,
    Fixed32,
    Fixed64,
    SFixed64,
    Double,
    Message,
}
