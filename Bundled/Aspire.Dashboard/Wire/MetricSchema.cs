using static Aspire.Dashboard.Wire.OtlpFieldKind;

namespace Aspire.Dashboard.Wire;

/// <summary>Messages of metrics.</summary>
internal static class MetricSchema
{
    private static readonly OtlpField s_temporality = new(2, "aggregationTemporality", OtlpFieldKind.Enum);

    private static readonly OtlpMessage s_exemplar = new OtlpMessage("Exemplar").With(
        OtlpSchema.Attributes(7, "filteredAttributes"),
        new(2, "timeUnixNano", Fixed64),
        new(3, "asDouble", OtlpFieldKind.Double),
        new(6, "asInt", SFixed64),
        new(4, "spanId", Id),
        new(5, "traceId", Id));

    private static readonly OtlpMessage s_buckets = new OtlpMessage("Buckets").With(
        new(1, "offset", SInt32),
        new(2, "bucketCounts", OtlpFieldKind.UInt64, IsRepeated: true));

    public static OtlpMessage NumberPoint { get; } = new OtlpMessage("NumberDataPoint").With(
        OtlpSchema.Attributes(7),
        new(2, "startTimeUnixNano", Fixed64),
        new(3, "timeUnixNano", Fixed64),
        new(4, "asDouble", OtlpFieldKind.Double),
        new(6, "asInt", SFixed64),
        new(5, "exemplars", Message, IsRepeated: true, s_exemplar),
        new(8, "flags", OtlpFieldKind.UInt32));

    public static OtlpMessage HistogramPoint { get; } = new OtlpMessage("HistogramDataPoint").With(
        OtlpSchema.Attributes(9),
        new(2, "startTimeUnixNano", Fixed64),
        new(3, "timeUnixNano", Fixed64),
        new(4, "count", Fixed64),
        new(5, "sum", OtlpFieldKind.Double),
        new(6, "bucketCounts", Fixed64, IsRepeated: true),
        new(7, "explicitBounds", OtlpFieldKind.Double, IsRepeated: true),
        new(8, "exemplars", Message, IsRepeated: true, s_exemplar),
        new(10, "flags", OtlpFieldKind.UInt32),
        new(11, "min", OtlpFieldKind.Double),
        new(12, "max", OtlpFieldKind.Double));

    private static readonly OtlpMessage s_exponentialPoint = new OtlpMessage("ExponentialHistogramDataPoint").With(
        OtlpSchema.Attributes(1),
        new(2, "startTimeUnixNano", Fixed64),
        new(3, "timeUnixNano", Fixed64),
        new(4, "count", Fixed64),
        new(5, "sum", OtlpFieldKind.Double),
        new(6, "scale", SInt32),
        new(7, "zeroCount", Fixed64),
        new(8, "positive", Message, Message: s_buckets),
        new(9, "negative", Message, Message: s_buckets),
        new(10, "flags", OtlpFieldKind.UInt32),
        new(11, "exemplars", Message, IsRepeated: true, s_exemplar),
        new(12, "min", OtlpFieldKind.Double),
        new(13, "max", OtlpFieldKind.Double),
        new(14, "zeroThreshold", OtlpFieldKind.Double));

    private static readonly OtlpMessage s_summaryPoint = new OtlpMessage("SummaryDataPoint").With(
        OtlpSchema.Attributes(7),
        new(2, "startTimeUnixNano", Fixed64),
        new(3, "timeUnixNano", Fixed64),
        new(4, "count", Fixed64),
        new(5, "sum", OtlpFieldKind.Double),
        new(6, "quantileValues", Message, IsRepeated: true, new OtlpMessage("ValueAtQuantile").With(
            new(1, "quantile", OtlpFieldKind.Double),
            new(2, "value", OtlpFieldKind.Double))),
        new(8, "flags", OtlpFieldKind.UInt32));

    public static OtlpMessage Metric { get; } = new OtlpMessage("Metric").With(
        new(1, "name", OtlpFieldKind.String),
        new(2, "description", OtlpFieldKind.String),
        new(3, "unit", OtlpFieldKind.String),
        new(5, "gauge", Message, Message: new OtlpMessage("Gauge").With(Points(NumberPoint))),
        new(7, "sum", Message, Message: new OtlpMessage("Sum").With(Points(NumberPoint), s_temporality, new(3, "isMonotonic", Bool))),
        new(9, "histogram", Message, Message: new OtlpMessage("Histogram").With(Points(HistogramPoint), s_temporality)),
        new(10, "exponentialHistogram", Message, Message: new OtlpMessage("ExponentialHistogram").With(Points(s_exponentialPoint), s_temporality)),
        new(11, "summary", Message, Message: new OtlpMessage("Summary").With(Points(s_summaryPoint))),
        OtlpSchema.Attributes(12, "metadata"));

    public static OtlpMessage Request { get; } = OtlpSchema.Request("Metrics", "scopeMetrics", "metrics", Metric);

    private static OtlpField Points(OtlpMessage point) => new(1, "dataPoints", Message, IsRepeated: true, point);
}
