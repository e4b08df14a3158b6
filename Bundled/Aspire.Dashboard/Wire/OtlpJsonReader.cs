using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Aspire.Dashboard.Wire;

/// <summary>Turns OTLP/JSON into the protobuf message that says the same. Unknown names are skipped, as the protocol asks.</summary>
internal static class OtlpJsonReader
{
    // As deep as a protobuf message may be: two levels of JSON make one of its.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 128 };

    /// <exception cref="OtlpFormatException">It is not JSON, or not such a message.</exception>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> json, OtlpMessage schema)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_options);
            return ReadMessage(document.RootElement, schema, schema.Name).Written.ToArray();
        }
        catch (JsonException exception)
        {
            throw new OtlpFormatException($"the body is not JSON: {exception.Message}");
        }
        catch (InvalidOperationException exception)
        {
            // What the parser has to say of a string that is no text, such as half a surrogate pair.
            throw new OtlpFormatException($"the body holds a string that is no text: {exception.Message}");
        }
    }

    private static ProtoWriter ReadMessage(JsonElement element, OtlpMessage schema, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(path, "an object");
        }

        var writer = new ProtoWriter();
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null || schema.Find(property.Name) is not { } field)
            {
                continue;
            }

            if (!field.IsRepeated)
            {
                ReadValue(property.Value, field, writer, $"{path}.{field.Name}");
                continue;
            }

            if (property.Value.ValueKind != JsonValueKind.Array)
            {
                throw Wrong($"{path}.{field.Name}", "an array");
            }

            foreach (var item in property.Value.EnumerateArray())
            {
                ReadValue(item, field, writer, $"{path}.{field.Name}");
            }
        }

        return writer;
    }

    private static void ReadValue(JsonElement value, OtlpField field, ProtoWriter writer, string path)
    {
        switch (field.Kind)
        {
            case OtlpFieldKind.Message:
                writer.WriteBytes(field.Number, ReadMessage(value, field.Message!, path).Written);
                break;
            case OtlpFieldKind.String:
                writer.WriteBytes(field.Number, Encoding.UTF8.GetBytes(Text(value, path)));
                break;
            case OtlpFieldKind.Bytes:
                writer.WriteBytes(field.Number, value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) ? bytes : throw Wrong(path, "base64"));
                break;
            case OtlpFieldKind.Id:
                writer.WriteBytes(field.Number, Hex(Text(value, path), path));
                break;
            case OtlpFieldKind.Bool:
                writer.WriteVarint(field.Number, value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() ? 1u : 0u : throw Wrong(path, "true or false"));
                break;
            case OtlpFieldKind.Double:
                writer.WriteFixed64(field.Number, BitConverter.DoubleToUInt64Bits(Real(value, path)));
                break;
            case OtlpFieldKind.Enum or OtlpFieldKind.SInt32:
                var small = (int)Whole(value, int.MinValue, int.MaxValue, path);
                writer.WriteVarint(field.Number, field.Kind == OtlpFieldKind.Enum ? (ulong)(long)small : (uint)((small << 1) ^ (small >> 31)));
                break;
            case OtlpFieldKind.UInt32:
                writer.WriteVarint(field.Number, (uint)Whole(value, uint.MinValue, uint.MaxValue, path));
                break;
            case OtlpFieldKind.Fixed32:
                writer.WriteFixed32(field.Number, (uint)Whole(value, uint.MinValue, uint.MaxValue, path));
                break;
            case OtlpFieldKind.Int64:
                writer.WriteVarint(field.Number, (ulong)(long)Whole(value, long.MinValue, long.MaxValue, path));
                break;
            case OtlpFieldKind.UInt64:
                writer.WriteVarint(field.Number, (ulong)Whole(value, ulong.MinValue, ulong.MaxValue, path));
                break;
            case OtlpFieldKind.SFixed64:
                writer.WriteFixed64(field.Number, (ulong)(long)Whole(value, long.MinValue, long.MaxValue, path));
                break;
            default:
                writer.WriteFixed64(field.Number, (ulong)Whole(value, ulong.MinValue, ulong.MaxValue, path));
                break;
        }
    }

    /// <summary>A whole number, which may be written as a string: those of 64 bits are.</summary>
    private static Int128 Whole(JsonElement value, Int128 least, Int128 most, string path)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString()!,
            _ => "",
        };
        return TryWhole(text, out var whole) && whole >= least && whole <= most ? whole : throw Wrong(path, $"a whole number from {least} to {most}");
    }

    private static bool TryWhole(string text, out Int128 whole)
    {
        if (Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole))
        {
            return true;
        }

        // A number such as 1e3 or 5.0 is whole too.
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) || real != decimal.Truncate(real))
        {
            return false;
        }

        whole = (Int128)real;
        return true;
    }

    private static double Real(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when value.GetString() is { } text => text switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(path, "a number"),
        },
        _ => throw Wrong(path, "a number"),
    };

    private static string Text(JsonElement value, string path) => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(path, "a string");

    private static byte[] Hex(string text, string path)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw Wrong(path, "hexadecimal digits");
        }
    }

    private static OtlpFormatException Wrong(string path, string expected) => new($"{path} should be {expected}");
}
