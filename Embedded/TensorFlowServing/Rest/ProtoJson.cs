using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>JSON laid out as protobuf's printer does: one blank a level, 64-bit integers as strings.</summary>
internal static class ProtoJson
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        MaxDepth = 64,
    };

    /// <summary>Appends one object and a newline.</summary>
    public static void Write(IBufferWriter<byte> target, Action<Utf8JsonWriter> content)
    {
        using (var writer = new Utf8JsonWriter(target, s_options))
        {
            writer.WriteStartObject();
            content(writer);
            writer.WriteEndObject();
        }

        target.Write("\n"u8);
    }

    /// <summary>A 64-bit integer, which JSON numbers could not carry exactly.</summary>
    public static void Int64(Utf8JsonWriter writer, string name, long value) =>
        writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
}
