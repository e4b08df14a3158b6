using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Embedded.TensorFlowServing.Monitoring;

/// <summary>OpenTelemetry sources of this server, beside the metrics that the original exports.</summary>
internal static class ServerTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Rollcall.ModelServer";

    private static readonly Meter s_meter = new(Name);

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Seconds that the execution of a graph took, by <c>model.name</c> and <c>model.version</c>.</summary>
    public static Histogram<double> ExecutionDuration { get; } =
        s_meter.CreateHistogram<double>("rollcall.modelserver.execution.duration", "s", "Duration of the execution of a graph");

    /// <summary>Seconds from request to answer, by <c>model.name</c> and <c>status</c>.</summary>
    public static Histogram<double> RequestDuration { get; } =
        s_meter.CreateHistogram<double>("rollcall.modelserver.request.duration", "s", "Duration of a request of the REST API");
}
