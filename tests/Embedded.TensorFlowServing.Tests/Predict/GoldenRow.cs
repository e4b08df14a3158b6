using System.Globalization;
using System.Text.Json;
using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Tests.Predict;

/// <summary>A row of Data/golden.jsonl: what TensorFlow Serving's own JSON code makes of a body or of tensors.</summary>
internal static class GoldenRow
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "golden.jsonl"));

    public static IEnumerable<int> Ids(string kind) => s_lines.Select(Parse)
        .Where(row => row.GetProperty("kind").GetString()!.EndsWith(kind, StringComparison.Ordinal)).Select(row => row.GetProperty("id").GetInt32());

    public static JsonElement Get(int id) => s_lines.Select(Parse).Single(row => row.GetProperty("id").GetInt32() == id);

    public static string? Text(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>Makes a tensor of a TensorProto in JSON.</summary>
    public static Tensor ToTensor(JsonElement proto)
    {
        var shape = Shape(proto);
        DataTypes.TryParseProtoName(proto.GetProperty("dtype").GetString()!, out var type).ShouldBeTrue();
        return type switch
        {
            DataType.Float => Tensor.From<float>(shape, [.. Values(proto, "float_val").Select(v => (float)Number(v))]),
            DataType.Double => Tensor.From<double>(shape, [.. Values(proto, "double_val").Select(Number)]),
            DataType.Int32 => Tensor.From<int>(shape, [.. Values(proto, "int_val").Select(v => v.GetInt32())]),
            DataType.Int16 => Tensor.From<short>(shape, [.. Values(proto, "int_val").Select(v => (short)v.GetInt32())]),
            DataType.Int8 => Tensor.From<sbyte>(shape, [.. Values(proto, "int_val").Select(v => (sbyte)v.GetInt32())]),
            DataType.UInt8 => Tensor.From<byte>(shape, [.. Values(proto, "int_val").Select(v => (byte)v.GetInt32())]),
            DataType.Int64 => Tensor.From<long>(shape, [.. Values(proto, "int64_val").Select(v => long.Parse(v.GetString()!, CultureInfo.InvariantCulture))]),
            DataType.UInt32 => Tensor.From<uint>(shape, [.. Values(proto, "uint32_val").Select(v => v.GetUInt32())]),
            DataType.UInt64 => Tensor.From<ulong>(shape, [.. Values(proto, "uint64_val").Select(v => ulong.Parse(v.GetString()!, CultureInfo.InvariantCulture))]),
            DataType.Bool => Tensor.From<bool>(shape, [.. Values(proto, "bool_val").Select(v => v.GetBoolean())]),
            DataType.String => Tensor.FromStrings(shape, [.. Values(proto, "string_val").Select(v => (ReadOnlyMemory<byte>)v.GetBytesFromBase64())]),
            _ => Tensor.Create(type, shape),
        };
    }

    public static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity }
        : value.GetDouble();

    /// <summary>All that can be compared of a tensor.</summary>
    public static string Describe(Tensor tensor) =>
        $"{tensor.DType}[{string.Join(',', tensor.Shape.ToArray())}] "
        + (tensor.DType == DataType.String
            ? string.Join(',', tensor.Strings.ToArray().Select(s => Convert.ToBase64String(s.Span)))
            : Convert.ToHexString(Positive(tensor)));

    private static JsonElement Parse(string line) => JsonDocument.Parse(line).RootElement;

    private static long[] Shape(JsonElement proto) => proto.GetProperty("tensor_shape").TryGetProperty("dim", out var dims)
        ? [.. dims.EnumerateArray().Select(d => d.TryGetProperty("size", out var size) ? long.Parse(size.GetString()!, CultureInfo.InvariantCulture) : 0)]
        : [];

    private static JsonElement[] Values(JsonElement proto, string field) =>
        proto.TryGetProperty(field, out var values) ? [.. values.EnumerateArray()] : [];

    // The golden file says NaN for NaN of either sign.
    private static byte[] Positive(Tensor tensor) => tensor.DType == DataType.Float
        ? System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([.. tensor.Data<float>().ToArray().Select(f => float.IsNaN(f) ? float.NaN : f)]).ToArray()
        : tensor.Bytes.ToArray();
}
