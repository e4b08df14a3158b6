using System.Buffers;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>An answer of the REST API.</summary>
/// <param name="Code">The canonical code, which also goes into the metrics.</param>
/// <param name="Body">JSON text.</param>
internal readonly record struct RestAnswer(StatusCode Code, ReadOnlyMemory<byte> Body)
{
    /// <summary>A successful answer.</summary>
    public static RestAnswer Ok(ReadOnlyMemory<byte> body) => new(StatusCode.Ok, body);

    /// <summary>The error object that every failure is answered with.</summary>
    public static RestAnswer Error(StatusCode code, string message)
    {
        var buffer = new ArrayBufferWriter<byte>(message.Length + 32);
        var writer = new PrettyJsonWriter(buffer);
        writer.StartObject();
        writer.Key("error"u8);
        writer.String(System.Text.Encoding.UTF8.GetBytes(message));
        writer.EndObject();
        return new RestAnswer(code, buffer.WrittenMemory);
    }
}
