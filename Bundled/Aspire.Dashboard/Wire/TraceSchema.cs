using static Aspire.Dashboard.Wire.OtlpFieldKind;

namespace Aspire.Dashboard.Wire;

/// <summary>Messages of traces.</summary>
internal static class TraceSchema
{
    public static OtlpMessage Event { get; } = new OtlpMessage("Span.Event").With(
        new(1, "timeUnixNano", Fixed64),
        new(2, "name", OtlpFieldKind.String),
        OtlpSchema.Attributes(3),
        new(4, "droppedAttributesCount", OtlpFieldKind.UInt32));

    public static OtlpMessage Link { get; } = new OtlpMessage("Span.Link").With(
        new(1, "traceId", Id),
        new(2, "spanId", Id),
        new(3, "traceState", OtlpFieldKind.String),
        OtlpSchema.Attributes(4),
        new(5, "droppedAttributesCount", OtlpFieldKind.UInt32),
        new(6, "flags", Fixed32));

    public static OtlpMessage Status { get; } = new OtlpMessage("Status").With(
        new(2, "message", OtlpFieldKind.String),
        new(3, "code", OtlpFieldKind.Enum));

    public static OtlpMessage Span { get; } = new OtlpMessage("Span").With(
        new(1, "traceId", Id),
        new(2, "spanId", Id),
        new(3, "traceState", OtlpFieldKind.String),
        new(4, "parentSpanId", Id),
        new(16, "flags", Fixed32),
        new(5, "name", OtlpFieldKind.String),
        new(6, "kind", OtlpFieldKind.Enum),
        new(7, "startTimeUnixNano", Fixed64),
        new(8, "endTimeUnixNano", Fixed64),
        OtlpSchema.Attributes(9),
        new(10, "droppedAttributesCount", OtlpFieldKind.UInt32),
        new(11, "events", Message, IsRepeated: true, Event),
        new(12, "droppedEventsCount", OtlpFieldKind.UInt32),
        new(13, "links", Message, IsRepeated: true, Link),
        new(14, "droppedLinksCount", OtlpFieldKind.UInt32),
        new(15, "status", Message, Message: Status));

    public static OtlpMessage Request { get; } = OtlpSchema.Request("Spans", "scopeSpans", "spans", Span);
}
