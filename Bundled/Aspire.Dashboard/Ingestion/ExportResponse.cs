using System.Buffers;
using System.Text;
using System.Text.Json;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>Answers to exporters: the response of the export, and the status of a failure.</summary>
internal static class ExportResponse
{
    /// <summary>The response as protobuf; empty when everything was kept.</summary>
    public static byte[] Protobuf(IngestResult result)
    {
        if (result.Rejected == 0)
        {
            return [];
        }

        var partial = new ProtoWriter();
        partial.WriteVarint(1, (ulong)result.Rejected);
        partial.WriteBytes(2, Encoding.UTF8.GetBytes(result.Reason));
        var response = new ProtoWriter();
        response.WriteBytes(1, partial.Written);
        return response.Written.ToArray();
    }

    /// <summary>The response as JSON.</summary>
    public static ReadOnlyMemory<byte> Json(IngestResult result, string rejectedName) => WriteJson(json =>
    {
        if (result.Rejected > 0)
        {
            json.WriteStartObject("partialSuccess");
            json.WriteString(rejectedName, $"{result.Rejected}");
            json.WriteString("errorMessage", result.Reason);
            json.WriteEndObject();
        }
    });

    /// <summary>A <c>google.rpc.Status</c> as protobuf.</summary>
    public static byte[] StatusProtobuf(GrpcStatus status, string message)
    {
        var writer = new ProtoWriter();
        writer.WriteVarint(1, (ulong)status);
        writer.WriteBytes(2, Encoding.UTF8.GetBytes(message));
        return writer.Written.ToArray();
    }

    /// <summary>A <c>google.rpc.Status</c> as JSON.</summary>
    public static ReadOnlyMemory<byte> StatusJson(GrpcStatus status, string message) => WriteJson(json =>
    {
        json.WriteNumber("code", (int)status);
        json.WriteString("message", message);
    });

    private static ReadOnlyMemory<byte> WriteJson(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
