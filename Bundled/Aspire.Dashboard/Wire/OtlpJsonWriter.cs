using System.Globalization;
using System.Text.Json;

namespace Aspire.Dashboard.Wire;

/// <summary>Writes protobuf messages as OTLP/JSON.</summary>
internal static class OtlpJsonWriter
{
    /// <summary>Writes a message that was validated as an object.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> message, OtlpMessage schema)
    {
        json.WriteStartObject();
        WriteFields(json, message, schema);
        json.WriteEndObject();
    }

    /// <summary>Writes the fields of a message into an object that is begun already.</summary>
    public static void WriteFields(Utf8JsonWriter json, ReadOnlySpan<byte> message, OtlpMessage schema)
    {
        // Fields may come in any order and repeated ones in several runs, but JSON wants each in one place.
        var present = Present(message);
        foreach (var field in schema.Fields)
        {
            if ((present & (1u << field.Number)) == 0)
            {
                continue;
            }

            json.WritePropertyName(field.Name);
            if (field.IsRepeated)
            {
                json.WriteStartArray();
                WriteAll(json, message, field);
                json.WriteEndArray();
            }
            else
            {
                WriteLast(json, message, field);
            }
        }
    }

    private static uint Present(ReadOnlySpan<byte> message)
    {
        uint present = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var number, out var type))
        {
            present |= number < 32 ? 1u << number : 0;
            reader.Skip(type);
        }

        return present;
    }

    private static void WriteAll(Utf8JsonWriter json, ReadOnlySpan<byte> message, OtlpField field)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var number, out var type))
        {
            if (number != field.Number)
            {
                reader.Skip(type);
            }
            else if (field.IsPacked(type))
            {
                var values = reader.ReadBytes();
                var packed = new ProtoReader(values);
                while (packed.Position < values.Length)
                {
                    WriteValue(json, ref packed, field);
                }
            }
            else
            {
                WriteValue(json, ref reader, field);
            }
        }
    }

    private static void WriteLast(Utf8JsonWriter json, ReadOnlySpan<byte> message, OtlpField field)
    {
        var at = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var number, out var type))
        {
            at = number == field.Number ? reader.Position : at;
            reader.Skip(type);
        }

        var value = new ProtoReader(message[at..]);
        WriteValue(json, ref value, field);
    }

    private static void WriteValue(Utf8JsonWriter json, ref ProtoReader reader, OtlpField field)
    {
        switch (field.Kind)
        {
            case OtlpFieldKind.String:
                json.WriteStringValue(reader.ReadBytes());
                break;
            case OtlpFieldKind.Bytes:
                json.WriteBase64StringValue(reader.ReadBytes());
                break;
            case OtlpFieldKind.Id:
                json.WriteStringValue(Convert.ToHexStringLower(reader.ReadBytes()));
                break;
            case OtlpFieldKind.Bool:
                json.WriteBooleanValue(reader.ReadVarint() != 0);
                break;
            case OtlpFieldKind.Enum:
                json.WriteNumberValue((int)reader.ReadVarint());
                break;
            case OtlpFieldKind.UInt32:
                json.WriteNumberValue((uint)reader.ReadVarint());
                break;
            case OtlpFieldKind.SInt32:
                var zigzag = (uint)reader.ReadVarint();
                json.WriteNumberValue((int)(zigzag >> 1) ^ -(int)(zigzag & 1));
                break;
            case OtlpFieldKind.Int64:
                json.WriteStringValue(((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture));
                break;
            case OtlpFieldKind.UInt64:
                json.WriteStringValue(reader.ReadVarint().ToString(CultureInfo.InvariantCulture));
                break;
            case OtlpFieldKind.Fixed32:
                json.WriteNumberValue(reader.ReadFixed32());
                break;
            case OtlpFieldKind.Fixed64:
                json.WriteStringValue(reader.ReadFixed64().ToString(CultureInfo.InvariantCulture));
                break;
            case OtlpFieldKind.SFixed64:
                json.WriteStringValue(((long)reader.ReadFixed64()).ToString(CultureInfo.InvariantCulture));
                break;
            case OtlpFieldKind.Double:
                WriteDouble(json, reader.ReadDouble());
                break;
            default:
                Write(json, reader.ReadBytes(), field.Message!);
                break;
        }
    }

    private static void WriteDouble(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
