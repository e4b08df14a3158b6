using static Aspire.Dashboard.Wire.OtlpFieldKind;

namespace Aspire.Dashboard.Wire;

/// <summary>Messages of logs.</summary>
internal static class LogSchema
{
    public static OtlpMessage Record { get; } = new OtlpMessage("LogRecord").With(
        new(1, "timeUnixNano", Fixed64),
        new(11, "observedTimeUnixNano", Fixed64),
        new(2, "severityNumber", OtlpFieldKind.Enum),
        new(3, "severityText", OtlpFieldKind.String),
        new(5, "body", Message, Message: OtlpSchema.AnyValue),
        OtlpSchema.Attributes(6),
        new(7, "droppedAttributesCount", OtlpFieldKind.UInt32),
        new(8, "flags", Fixed32),
        new(9, "traceId", Id),
        new(10, "spanId", Id),
        new(12, "eventName", OtlpFieldKind.String));

    public static OtlpMessage Request { get; } = OtlpSchema.Request("Logs", "scopeLogs", "logRecords", Record);
}
