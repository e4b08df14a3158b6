using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>Takes spans in.</summary>
internal sealed class TraceSignal(RequestWalk walk, TraceStore store, TelemetryLimits limits) : ISignal
{
    public string HttpPath => "/v1/traces";

    public string GrpcPath => "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    public OtlpMessage Schema => TraceSchema.Request;

    public string RejectedName => "rejectedSpans";

    public IngestResult Store(ReadOnlySpan<byte> request)
    {
        var spans = new List<SpanRecord>();
        var invalid = 0;
        var result = walk.Run(request, (scope, bytes) =>
        {
            if (SpanRecord.Read(bytes, scope, limits.MaxAttributeCount) is { } span)
            {
                scope.Resource.HasTraces = true;
                spans.Add(span);
            }
            else
            {
                invalid++;
            }
        });
        var full = store.Add(spans);
        return result.And(invalid, "a span needs a trace id of 16 bytes and a span id of 8 bytes that are not all zero")
            .And(full, $"a trace has more than {limits.MaxSpansPerTrace} spans or {limits.MaxTraceBytes} bytes");
    }
}
