using System.Text;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Storage;

/// <summary>A log record, kept as <see cref="SpanRecord"/> keeps a span.</summary>
internal sealed class LogRecord
{
    private const int Overhead = 136;

    private LogRecord(TelemetryScope scope, byte[] raw) => (Scope, Raw) = (scope, raw);

    public TelemetryScope Scope { get; }

    /// <summary>The record as it was sent.</summary>
    public byte[] Raw { get; }

    /// <summary>Its place among all records, given by the store.</summary>
    public long Number { get; set; }

    /// <summary>Nanoseconds since 1970; when it was seen if its sender does not know when it happened.</summary>
    public ulong Time { get; private set; }

    /// <summary>1 to 24, as OpenTelemetry counts; 0 is unknown.</summary>
    public int Severity { get; private set; }

    /// <summary>Zero when it belongs to no trace.</summary>
    public UInt128 TraceId { get; private set; }

    public ulong SpanId { get; private set; }

    public int Bytes => Raw.Length + Overhead;

    public string Message => AnyValueText.Of(ProtoReader.Find(Raw, 5)) is { Length: > 0 } body ? body : Encoding.UTF8.GetString(ProtoReader.Find(Raw, 12));

    public LogLevel Level => Severity switch
    {
        >= 21 => LogLevel.Critical,
        >= 17 => LogLevel.Error,
        >= 13 => LogLevel.Warning,
        >= 9 => LogLevel.Information,
        >= 5 => LogLevel.Debug,
        >= 1 => LogLevel.Trace,
        _ => LogLevel.Information,
    };

    /// <summary>Reads a record that was validated.</summary>
    public static LogRecord Read(ReadOnlySpan<byte> log, TelemetryScope scope, int maxAttributes)
    {
        var record = new LogRecord(scope, Attributes.Limit(log, 6, 7, maxAttributes));
        ulong observed = 0;
        var reader = new ProtoReader(record.Raw);
        while (reader.Read())
        {
            switch (reader.Number)
            {
                case 1:
                    record.Time = reader.Bits;
                    break;
                case 11:
                    observed = reader.Bits;
                    break;
                case 2:
                    record.Severity = (int)Math.Min(reader.Bits, int.MaxValue);
                    break;
                case 9:
                    TelemetryIds.TryRead(reader.Bytes, out var traceId);
                    record.TraceId = traceId;
                    break;
                case 10:
                    TelemetryIds.TryReadSpan(reader.Bytes, out var spanId);
                    record.SpanId = spanId;
                    break;
            }
        }

        record.Time = record.Time == 0 ? observed : record.Time;
        return record;
    }
}
