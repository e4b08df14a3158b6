using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>Takes log records in.</summary>
internal sealed class LogSignal(RequestWalk walk, LogStore store, TelemetryLimits limits) : ISignal
{
    public string HttpPath => "/v1/logs";

    public string GrpcPath => "/opentelemetry.proto.collector.logs.v1.LogsService/Export";

    public OtlpMessage Schema => LogSchema.Request;

    public string RejectedName => "rejectedLogRecords";

    public IngestResult Store(ReadOnlySpan<byte> request)
    {
        var records = new List<LogRecord>();
        var result = walk.Run(request, (scope, bytes) =>
        {
            scope.Resource.HasLogs = true;
            records.Add(LogRecord.Read(bytes, scope, limits.MaxAttributeCount));
        });
        store.Add(records);
        return result;
    }
}
