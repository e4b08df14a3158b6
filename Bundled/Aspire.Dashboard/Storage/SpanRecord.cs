using System.Text;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Storage;

/// <summary>
/// A span: what lists and trees need as fields, the rest as the bytes that came. Objects for attributes and events would take several
/// times the memory, and most spans are never looked at.
/// </summary>
internal sealed class SpanRecord
{
    // The object itself and the header of its array.
    private const int Overhead = 144;

    private const ulong ErrorCode = 2;

    private SpanRecord(TelemetryScope scope, byte[] raw) => (Scope, Raw) = (scope, raw);

    public TelemetryScope Scope { get; }

    /// <summary>The span as it was sent.</summary>
    public byte[] Raw { get; }

    public UInt128 TraceId { get; private set; }

    public ulong SpanId { get; private set; }

    /// <summary>Zero for a root.</summary>
    public ulong ParentId { get; private set; }

    /// <summary>Nanoseconds since 1970.</summary>
    public ulong Start { get; private set; }

    /// <summary>Nanoseconds since 1970.</summary>
    public ulong End { get; private set; }

    /// <summary>1 internal, 2 server, 3 client, 4 producer, 5 consumer.</summary>
    public byte Kind { get; private set; }

    public bool IsError { get; private set; }

    public string Name => Encoding.UTF8.GetString(ProtoReader.Find(Raw, 5));

    public ulong Duration => End > Start ? End - Start : 0;

    public int Bytes => Raw.Length + Overhead;

    /// <summary>Reads a span that was validated; null when its ids are not valid.</summary>
    public static SpanRecord? Read(ReadOnlySpan<byte> span, TelemetryScope scope, int maxAttributes)
    {
        var record = new SpanRecord(scope, Attributes.Limit(span, 9, 10, maxAttributes));
        var valid = 0;
        var reader = new ProtoReader(record.Raw);
        while (reader.Read())
        {
            switch (reader.Number)
            {
                case 1:
                    valid += TelemetryIds.TryRead(reader.Bytes, out var traceId) ? 1 : 0;
                    record.TraceId = traceId;
                    break;
                case 2:
                    valid += TelemetryIds.TryReadSpan(reader.Bytes, out var spanId) ? 1 : 0;
                    record.SpanId = spanId;
                    break;
                case 4:
                    TelemetryIds.TryReadSpan(reader.Bytes, out var parentId);
                    record.ParentId = parentId;
                    break;
                case 6:
                    record.Kind = (byte)Math.Min(reader.Bits, byte.MaxValue);
                    break;
                case 7:
                    record.Start = reader.Bits;
                    break;
                case 8:
                    record.End = reader.Bits;
                    break;
                case 15:
                    record.IsError = ProtoReader.FindNumber(reader.Bytes, 3) == ErrorCode;
                    break;
            }
        }

        return valid == 2 ? record : null;
    }
}
