using System.Diagnostics.CodeAnalysis;

namespace Embedded.TensorFlow;

/// <summary>Element types, numbered as in TensorFlow's <c>types.proto</c>.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The members are types; other names would hide it.")]
public enum DataType
{
    /// <summary>Not set (<c>DT_INVALID</c>).</summary>
    Invalid = 0,
    /// <summary>32-bit float.</summary>
    Float = 1,
    /// <summary>64-bit float.</summary>
    Double = 2,
    /// <summary>32-bit signed integer.</summary>
    Int32 = 3,
    /// <summary>8-bit unsigned integer.</summary>
    UInt8 = 4,
    /// <summary>16-bit signed integer.</summary>
    Int16 = 5,
    /// <summary>8-bit signed integer.</summary>
    Int8 = 6,
    /// <summary>Byte string of any length.</summary>
    String = 7,
    /// <summary>Two 32-bit floats: real, imaginary.</summary>
    Complex64 = 8,
    /// <summary>64-bit signed integer.</summary>
    Int64 = 9,
    /// <summary>Truth value, one byte.</summary>
    Bool = 10,
    /// <summary>Quantised 8-bit signed integer.</summary>
    QInt8 = 11,
    /// <summary>Quantised 8-bit unsigned integer.</summary>
    QUInt8 = 12,
    /// <summary>Quantised 32-bit signed integer.</summary>
    QInt32 = 13,
    /// <summary>Upper half of a 32-bit float.</summary>
    BFloat16 = 14,
    /// <summary>Quantised 16-bit signed integer.</summary>
    QInt16 = 15,
    /// <summary>Quantised 16-bit unsigned integer.</summary>
    QUInt16 = 16,
    /// <summary>16-bit unsigned integer.</summary>
    UInt16 = 17,
    /// <summary>Two 64-bit floats: real, imaginary.</summary>
    Complex128 = 18,
    /// <summary>IEEE 16-bit float.</summary>
    Half = 19,
    /// <summary>Handle of a variable or table; never crosses the public surface.</summary>
    Resource = 20,
    /// <summary>Opaque value such as a tensor list; never crosses the public surface.</summary>
    Variant = 21,
    /// <summary>32-bit unsigned integer.</summary>
    UInt32 = 22,
    /// <summary>64-bit unsigned integer.</summary>
    UInt64 = 23,
}
