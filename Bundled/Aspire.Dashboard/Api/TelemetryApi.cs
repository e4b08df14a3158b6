using System.Buffers;
using System.Text.Json;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Api;

/// <summary>Writes stored telemetry as OTLP/JSON.</summary>
internal sealed class TelemetryApi(TelemetryResources resources)
{
    /// <summary>The envelope of all lists: the data and how much of it there is.</summary>
    public static ReadOnlyMemory<byte> Envelope(string name, int total, int returned, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("data");
            json.WriteStartArray(name);
            data(json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNumber("totalCount", total);
            json.WriteNumber("returnedCount", returned);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>One line of a stream.</summary>
    public static ReadOnlyMemory<byte> Line(string name, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray(name);
            data(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    public static void WriteSpans(Utf8JsonWriter json, IEnumerable<SpanRecord> spans) =>
        Write(json, spans, static s => s.Scope, static s => s.Raw, "scopeSpans", "spans", TraceSchema.Span);

    public static void WriteLogs(Utf8JsonWriter json, IEnumerable<LogRecord> records) =>
        Write(json, records, static r => r.Scope, static r => r.Raw, "scopeLogs", "logRecords", LogSchema.Record);

    /// <summary>Everybody who has sent something.</summary>
    public ReadOnlyMemory<byte> Resources()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var resource in resources.All)
            {
                json.WriteStartObject();
                json.WriteString("name", resource.Name);
                json.WriteString("instanceId", resource.Instance);
                json.WriteString("displayName", resources.DisplayName(resource));
                json.WriteBoolean("hasLogs", resource.HasLogs);
                json.WriteBoolean("hasTraces", resource.HasTraces);
                json.WriteBoolean("hasMetrics", resource.HasMetrics);
                json.WritePropertyName("resource");
                OtlpJsonWriter.Write(json, resource.Raw, OtlpSchema.Resource);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    private static void Write<T>(Utf8JsonWriter json, IEnumerable<T> items, Func<T, TelemetryScope> scopeOf, Func<T, byte[]> bytesOf, string scopes, string name, OtlpMessage schema)
    {
        foreach (var ofResource in items.GroupBy(item => scopeOf(item).Resource))
        {
            json.WriteStartObject();
            json.WritePropertyName("resource");
            OtlpJsonWriter.Write(json, ofResource.Key.Raw, OtlpSchema.Resource);
            json.WriteStartArray(scopes);
            foreach (var ofScope in ofResource.GroupBy(scopeOf))
            {
                json.WriteStartObject();
                json.WritePropertyName("scope");
                OtlpJsonWriter.Write(json, ofScope.Key.Raw, OtlpSchema.Scope);
                json.WriteStartArray(name);
                foreach (var item in ofScope)
                {
                    OtlpJsonWriter.Write(json, bytesOf(item), schema);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
