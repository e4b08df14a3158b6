using System.Globalization;
using System.Text.Json;

namespace Aspire.Dashboard.Wire;

/// <summary>Writes protobuf messages as OTLP/JSON.</summary>
internal static class OtlpJsonWriter
{
    /// <summary>Writes a message that was validated.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> message, OtlpMessage schema)
    {
        // Fields may come in any order and repeated ones in several runs, but JSON wants each in one place.
        var present = Present(message);
        json.WriteStartObject();
        foreach (var field in schema.Fields)
        {
            if ((present & (1u << field.Number)) != 0)
            {
                json.WritePropertyName(field.Name);
                WriteField(json, message, field);
            }
        }

        json.WriteEndObject();
    }

    private static uint Present(ReadOnlySpan<byte> message)
    {
        uint present = 0;
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            present |= reader.Number < 32 ? 1u << reader.Number : 0;
        }

        return present;
    }

    private static void WriteField(Utf8JsonWriter json, ReadOnlySpan<byte> message, OtlpField field)
    {
        if (field.IsRepeated)
        {
            json.WriteStartArray();
        }

        // Of a field that may come once the last counts.
        var last = default(ProtoReader);
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            if (reader.Number != field.Number)
            {
                continue;
            }

            last = reader;
            if (field.IsPacked(reader.Type))
            {
                var packed = new ProtoReader(reader.Bytes);
                while (packed.ReadPacked(field.WireType))
                {
                    WriteValue(json, packed, field);
                }
            }
            else if (field.IsRepeated)
            {
                WriteValue(json, reader, field);
            }
        }

        if (field.IsRepeated)
        {
            json.WriteEndArray();
        }
        else
        {
            WriteValue(json, last, field);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, in ProtoReader value, OtlpField field)
    {
        switch (field.Kind)
        {
            case OtlpFieldKind.String:
                json.WriteStringValue(value.Bytes);
                break;
            case OtlpFieldKind.Bytes:
                json.WriteBase64StringValue(value.Bytes);
                break;
            case OtlpFieldKind.Id:
                json.WriteStringValue(Convert.ToHexStringLower(value.Bytes));
                break;
            case OtlpFieldKind.Bool:
                json.WriteBooleanValue(value.Bits != 0);
                break;
            case OtlpFieldKind.Enum:
                json.WriteNumberValue((int)value.Bits);
                break;
            case OtlpFieldKind.UInt32 or OtlpFieldKind.Fixed32:
                json.WriteNumberValue((uint)value.Bits);
                break;
            case OtlpFieldKind.SInt32:
                json.WriteNumberValue((int)((uint)value.Bits >> 1) ^ -(int)(value.Bits & 1));
                break;
            case OtlpFieldKind.Int64 or OtlpFieldKind.SFixed64:
                json.WriteStringValue(((long)value.Bits).ToString(CultureInfo.InvariantCulture));
                break;
            case OtlpFieldKind.UInt64 or OtlpFieldKind.Fixed64:
                json.WriteStringValue(value.Bits.ToString(CultureInfo.InvariantCulture));
                break;
            case OtlpFieldKind.Double:
                WriteDouble(json, value.Double);
                break;
            default:
                Write(json, value.Bytes, field.Message!);
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
