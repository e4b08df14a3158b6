using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Storage;

/// <summary>Shows a value of any type as text: plain ones as they are, lists and maps as JSON.</summary>
internal static class AnyValueText
{
    private const int Bool = 2;
    private const int Int = 3;
    private const int Double = 4;
    private const int List = 5;
    private const int Map = 6;

    // For people to read: an umlaut stays one. Pages write all of it as text.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ReadOnlySpan<byte> value)
    {
        var reader = new ProtoReader(value);
        return reader.Read()
            ? reader.Number switch
            {
                1 => Encoding.UTF8.GetString(reader.Bytes),
                Bool => reader.Bits != 0 ? "true" : "false",
                Int => ((long)reader.Bits).ToString(CultureInfo.InvariantCulture),
                Double => reader.Double.ToString("R", CultureInfo.InvariantCulture),
                List or Map => Json(value),
                7 => Convert.ToBase64String(reader.Bytes),
                _ => "",
            }
            : "";
    }

    private static string Json(ReadOnlySpan<byte> value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_readable))
        {
            Write(json, value);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> value)
    {
        var reader = new ProtoReader(value);
        if (!reader.Read())
        {
            json.WriteNullValue();
            return;
        }

        switch (reader.Number)
        {
            case List or Map:
                WriteAll(json, reader.Bytes, reader.Number == Map);
                break;
            case Bool:
                json.WriteBooleanValue(reader.Bits != 0);
                break;
            case Int:
                json.WriteNumberValue((long)reader.Bits);
                break;
            case Double when double.IsFinite(reader.Double):
                json.WriteNumberValue(reader.Double);
                break;
            default:
                json.WriteStringValue(Of(value));
                break;
        }
    }

    private static void WriteAll(Utf8JsonWriter json, ReadOnlySpan<byte> list, bool isMap)
    {
        var items = new ProtoReader(list);
        (isMap ? (Action)json.WriteStartObject : json.WriteStartArray)();
        while (items.Read())
        {
            if (items.Number != 1)
            {
                continue;
            }

            if (isMap)
            {
                json.WritePropertyName(ProtoReader.Find(items.Bytes, 1));
            }

            Write(json, isMap ? ProtoReader.Find(items.Bytes, 2) : items.Bytes);
        }

        (isMap ? (Action)json.WriteEndObject : json.WriteEndArray)();
    }
}
