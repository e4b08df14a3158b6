using System.Buffers;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Lifecycle;

namespace Embedded.TensorFlowServing.Rest;

/// <summary>The answer of <c>GET /v1/models/{model}</c>.</summary>
internal static class StatusJson
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<VersionStatus> versions)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        ProtoJson.Write(buffer, writer =>
        {
            writer.WriteStartArray("model_version_status");
            foreach (var version in versions)
            {
                writer.WriteStartObject();
                ProtoJson.Int64(writer, "version", version.Version);
                writer.WriteString("state", version.State.ToString().ToUpperInvariant());
                writer.WriteStartObject("status");
                writer.WriteString("error_code", version.Code.CanonicalName());
                writer.WriteString("error_message", version.Message);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
        return buffer.WrittenMemory;
    }
}
