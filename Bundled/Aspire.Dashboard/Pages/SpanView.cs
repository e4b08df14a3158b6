using System.Text;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Pages;

/// <summary>A span in a waterfall; times in milliseconds from the start of the trace.</summary>
internal sealed record SpanView(
    string Id, string? Parent, int Depth, bool HasChildren, string Name, string Resource, int Color, string Scope, string Kind, bool Error, string Message,
    double Start, double Duration, int Logs, PairView[] Attributes, EventView[] Events, LinkView[] Links)
{
    private const double NanosecondsPerMillisecond = 1e6;

    private static readonly string[] s_kinds = ["Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"];

    public static SpanView Of(WaterfallRow row, ulong traceStart, ShareView sender, int logs)
    {
        var span = row.Span;
        return new(
            TelemetryIds.Text(span.SpanId),
            span.ParentId == 0 ? null : TelemetryIds.Text(span.ParentId),
            row.Depth, row.HasChildren, span.Name, sender.Resource, sender.Color, span.Scope.Name,
            span.Kind < s_kinds.Length ? s_kinds[span.Kind] : s_kinds[0],
            span.IsError,
            Encoding.UTF8.GetString(ProtoReader.Find(ProtoReader.Find(span.Raw, 15), 2)),
            Since(span.Start, traceStart), span.Duration / NanosecondsPerMillisecond, logs,
            PairView.Of(Storage.Attributes.Read(span.Raw, 9)),
            [.. Parts(span.Raw, 11).Select(e => EventView.Of(e, traceStart))],
            [.. Parts(span.Raw, 13).Select(LinkView.Of)]);
    }

    public static double Since(ulong time, ulong start) => time >= start ? (time - start) / NanosecondsPerMillisecond : -((start - time) / NanosecondsPerMillisecond);

    private static List<byte[]> Parts(ReadOnlySpan<byte> message, int field)
    {
        var parts = new List<byte[]>();
        var reader = new ProtoReader(message);
        while (reader.Read())
        {
            if (reader.Number == field)
            {
                parts.Add(reader.Bytes.ToArray());
            }
        }

        return parts;
    }
}

/// <summary>Something that happened during a span.</summary>
internal sealed record EventView(string Name, double Time, PairView[] Attributes)
{
    public static EventView Of(byte[] bytes, ulong traceStart) => new(
        Encoding.UTF8.GetString(ProtoReader.Find(bytes, 2)),
        SpanView.Since(ProtoReader.FindNumber(bytes, 1), traceStart),
        PairView.Of(Storage.Attributes.Read(bytes, 3)));
}

/// <summary>A span of this or another trace that a span has to do with.</summary>
internal sealed record LinkView(string TraceId, string SpanId, PairView[] Attributes)
{
    public static LinkView Of(byte[] bytes) => new(
        Convert.ToHexStringLower(ProtoReader.Find(bytes, 1)), Convert.ToHexStringLower(ProtoReader.Find(bytes, 2)), PairView.Of(Storage.Attributes.Read(bytes, 4)));
}
