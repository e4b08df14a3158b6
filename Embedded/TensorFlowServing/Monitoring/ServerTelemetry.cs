using System.Diagnostics;
using System.Diagnostics.Metrics;
using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Monitoring;

/// <summary>OpenTelemetry sources of this server, beside the metrics that the original exports.</summary>
internal static class ServerTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Rollcall.ModelServer";

    private static readonly Meter s_meter = new(Name);

    // Without advice an SDK counts in steps that are made for milliseconds: everything would be below its first bound.
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>Seconds that the execution of a graph took, by <c>model.name</c> and <c>model.version</c>.</summary>
    public static Histogram<double> ExecutionDuration { get; } =
        s_meter.CreateHistogram("rollcall.modelserver.execution.duration", "s", "Duration of the execution of a graph", tags: null, s_seconds);

    /// <summary>Seconds from request to answer, by <c>model.name</c> and <c>status</c>.</summary>
    public static Histogram<double> RequestDuration { get; } =
        s_meter.CreateHistogram("rollcall.modelserver.request.duration", "s", "Duration of a request of the REST API", tags: null, s_seconds);

    /// <summary>Says of a span that it failed, and by what: in a trace that is what people look for.</summary>
    public static void Fail(this Activity? activity, Exception exception) => activity?
        .SetTag("error.type", exception is TensorFlowException known ? known.Code.ToString() : exception.GetType().FullName)
        .SetStatus(ActivityStatusCode.Error, exception.Message);
}
