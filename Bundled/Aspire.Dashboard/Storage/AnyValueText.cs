using System.Globalization;
using System.Text;
using System.Text.Json;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Storage;

/// <summary>Shows a value of any type as text: plain ones as they are, lists and maps as JSON.</summary>
internal static class AnyValueText
{
    private const int List = 5;
    private const int Map = 6;

    public static string Of(ReadOnlySpan<byte> value)
    {
        var reader = new ProtoReader(value);
        return reader.Read()
            ? reader.Number switch
            {
                1 => Encoding.UTF8.GetString(reader.Bytes),
                2 => reader.Bits != 0 ? "true" : "false",
                3 => ((long)reader.Bits).ToString(CultureInfo.InvariantCulture),
                4 => reader.Double.ToString("R", CultureInfo.InvariantCulture),
                List or Map => Json(value),
                7 => Convert.ToBase64String(reader.Bytes),
                _ => "",
            }
            : "";
    }

    private static string Json(ReadOnlySpan<byte> value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
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

        if (reader.Number is not (List or Map))
        {
            json.WriteStringValue(Of(value));
            return;
        }

        var isMap = reader.Number == Map;
        var items = new ProtoReader(reader.Bytes);
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
