using System.Globalization;
using System.Text;
using System.Text.Json;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Storage;

/// <summary>Shows a value of any type as text: plain ones as they are, lists and maps as JSON.</summary>
internal static class AnyValueText
{
    public static string Of(ReadOnlySpan<byte> value)
    {
        var reader = new ProtoReader(value);
        return reader.TryReadTag(out var number, out _)
            ? number switch
            {
                1 => Encoding.UTF8.GetString(reader.ReadBytes()),
                2 => reader.ReadVarint() != 0 ? "true" : "false",
                3 => ((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture),
                4 => reader.ReadDouble().ToString("R", CultureInfo.InvariantCulture),
                5 or 6 => Json(value),
                7 => Convert.ToBase64String(reader.ReadBytes()),
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
        if (!reader.TryReadTag(out var number, out _))
        {
            json.WriteNullValue();
            return;
        }

        switch (number)
        {
            case 5:
                json.WriteStartArray();
                var values = new ProtoReader(reader.ReadBytes());
                while (values.TryReadTag(out _, out _))
                {
                    Write(json, values.ReadBytes());
                }

                json.WriteEndArray();
                break;
            case 6:
                json.WriteStartObject();
                var pairs = new ProtoReader(reader.ReadBytes());
                while (pairs.TryReadTag(out _, out _))
                {
                    var pair = pairs.ReadBytes();
                    json.WritePropertyName(ProtoReader.Find(pair, 1));
                    Write(json, ProtoReader.Find(pair, 2));
                }

                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(Of(value));
                break;
        }
    }
}
