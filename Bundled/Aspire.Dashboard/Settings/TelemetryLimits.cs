namespace Aspire.Dashboard.Settings;

/// <summary>How much telemetry is kept: counts as the official dashboard has them, and bytes, because an item may be of any size.</summary>
internal sealed class TelemetryLimits
{
    /// <summary>Log records kept.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxLogCount { get; set; } = 10_000;

    /// <summary>Traces kept.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxTraceCount { get; set; } = 10_000;

    /// <summary>Points kept of an instrument of one resource.</summary>
    /// <value>Default: 50,000.</value>
    public int MaxMetricsCount { get; set; } = 50_000;

    /// <summary>Attributes kept of a span, log record or resource.</summary>
    /// <value>Default: 128.</value>
    public int MaxAttributeCount { get; set; } = 128;

    /// <summary>Spans kept of one trace: a trace that never ends must not push all others out.</summary>
    public int MaxSpansPerTrace { get; } = 10_000;

    /// <summary>Senders told apart: with an instance id for every start of every process the list would grow for ever.</summary>
    public int MaxResourceCount { get; } = 1_000;

    /// <summary>Scopes of a resource told apart.</summary>
    public int MaxScopeCount { get; } = 1_000;

    /// <summary>Combinations of attributes of an instrument, as many as the OpenTelemetry SDKs allow.</summary>
    public int MaxSeriesCount { get; } = 2_000;

    /// <summary>Memory for the attributes of resources and scopes, which stay however old they are.</summary>
    public long MaxResourceBytes { get; } = 8L << 20;

    /// <summary>Memory for traces. All of them together with the process itself stay within 200 MB.</summary>
    public long MaxTraceBytes { get; } = 48L << 20;

    /// <summary>Memory for log records.</summary>
    public long MaxLogBytes { get; } = 16L << 20;

    /// <summary>Memory for points of metrics.</summary>
    public long MaxMetricBytes { get; } = 24L << 20;
}
