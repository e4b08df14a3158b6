using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Embedded.TensorFlow.Tests.Golden;

/// <summary>Reads tensors of golden files.</summary>
internal static class GoldenTensor
{
    public static Tensor Read(JsonElement element, string folder)
    {
        var name = element.GetProperty("dtype").GetString()!.Replace("_REF", "", StringComparison.Ordinal);
        DataTypes.TryParseProtoName(name, out var dtype).ShouldBeTrue(name);
        long[] shape = [.. element.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        var tensor = Tensor.Create(dtype, shape);
        if (element.TryGetProperty("file", out var file))
        {
            File.ReadAllBytes(Path.Combine(folder, file.GetString()!)).CopyTo(tensor.Bytes);
            return tensor;
        }

        var index = 0;
        foreach (var value in element.GetProperty("values").EnumerateArray())
        {
            Set(tensor, index++, value);
        }

        return tensor;
    }

    private static void Set(Tensor tensor, int index, JsonElement value)
    {
        switch (tensor.DType)
        {
            case DataType.String:
                tensor.Strings[index] = value.ValueKind == JsonValueKind.Object
                    ? value.GetProperty("b64").GetBytesFromBase64()
                    : Encoding.UTF8.GetBytes(value.GetString()!);
                break;
            case DataType.Bool:
                tensor.Data<bool>()[index] = value.GetBoolean();
                break;
            case DataType.UInt64:
                tensor.Data<ulong>()[index] = value.GetUInt64();
                break;
            case DataType.Float:
                tensor.Data<float>()[index] = value.ValueKind == JsonValueKind.Number ? value.GetSingle() : (float)Number(value);
                break;
            case DataType.Double:
                tensor.Data<double>()[index] = Number(value);
                break;
            case DataType.Half:
                tensor.Data<Half>()[index] = (Half)Number(value);
                break;
            case DataType.BFloat16:
                tensor.Data<BFloat16>()[index] = BFloat16.FromSingle((float)Number(value));
                break;
            case DataType.Complex64:
                tensor.Data<Complex64>()[index] = new Complex64((float)Number(value[0]), (float)Number(value[1]));
                break;
            case DataType.Complex128:
                tensor.Data<Complex>()[index] = new Complex(Number(value[0]), Number(value[1]));
                break;
            default:
                var width = tensor.DType.Size();
                var wide = value.GetInt64();
                MemoryMarshal.AsBytes(new ReadOnlySpan<long>(ref wide))[..width].CopyTo(tensor.Bytes[(index * width)..]);
                break;
        }
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var text => throw new InvalidDataException($"{text} is no number"),
    };
}
