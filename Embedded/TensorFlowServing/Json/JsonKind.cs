namespace Embedded.TensorFlowServing.Json;

/// <summary>Kind of a JSON value. The three number kinds follow RapidJSON: what has a point, an exponent or does not fit 64 bits is a double.</summary>
internal enum JsonKind : byte
{
    Null,
    False,
    True,
    Object,
    Array,
    String,
    Int64,
    UInt64,
    Double,
}
