namespace Aspire.Dashboard.Wire;

/// <summary>How a field is laid out in a protobuf message.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
