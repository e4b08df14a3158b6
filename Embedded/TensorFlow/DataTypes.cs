namespace Embedded.TensorFlow;

/// <summary>Names and sizes of <see cref="DataType"/> values.</summary>
public static class DataTypes
{
    // In the order of the enum: TensorFlow's short name and the bytes of one element (0: no fixed size).
    private static readonly (string Name, int Size)[] s_table =
    [
        ("INVALID", 0), ("float", 4), ("double", 8), ("int32", 4), ("uint8", 1), ("int16", 2), ("int8", 1), ("string", 0),
        ("complex64", 8), ("int64", 8), ("bool", 1), ("qint8", 1), ("quint8", 1), ("qint32", 4), ("bfloat16", 2),
        ("qint16", 2), ("quint16", 2), ("uint16", 2), ("complex128", 16), ("half", 2), ("resource", 0), ("variant", 0),
        ("uint32", 4), ("uint64", 8),
    ];

    private static readonly Dictionary<string, DataType> s_byProtoName =
        Enum.GetValues<DataType>().ToDictionary(t => t.ProtoName(), StringComparer.Ordinal);

    /// <summary>TensorFlow's name in error texts, such as <c>float</c> or <c>int64</c>.</summary>
    public static string CanonicalName(this DataType type) =>
        IsKnown(type) ? s_table[(int)type].Name : $"unknown dtype enum ({(int)type})";

    /// <summary>The name in protobuf text and JSON, such as <c>DT_FLOAT</c>.</summary>
    public static string ProtoName(this DataType type) =>
        IsKnown(type) ? "DT_" + s_table[(int)type].Name.ToUpperInvariant() : ((int)type).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Bytes of one element; 0 for strings, resources and variants.</summary>
    public static int Size(this DataType type) => IsKnown(type) ? s_table[(int)type].Size : 0;

    /// <summary>Whether the number is one that this runtime knows.</summary>
    public static bool IsKnown(DataType type) => (uint)type < (uint)s_table.Length;

    /// <summary>Reads a name such as <c>DT_FLOAT</c>.</summary>
    /// <param name="name">The protobuf enum name.</param>
    /// <param name="type">The element type, or <see cref="DataType.Invalid"/>.</param>
    /// <returns>False when no element type has that name.</returns>
    public static bool TryParseProtoName(string name, out DataType type) => s_byProtoName.TryGetValue(name, out type);

    // Reference types (+100) mark TF1 variables; to a caller they are values.
    internal static DataType FromProto(long number) =>
        number is >= 0 and <= int.MaxValue ? (DataType)(number > 100 ? number - 100 : number) : DataType.Invalid;

    internal static bool IsFloating(this DataType type) => type is DataType.Float or DataType.Double or DataType.Half or DataType.BFloat16;
}
