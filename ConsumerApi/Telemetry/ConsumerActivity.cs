using System.Diagnostics;
using ConsumerApi.Routing;

namespace ConsumerApi.Telemetry;

/// <summary>The consumer's part of a trace: <c>predict</c> (or another verb) spans a request with all its attempts, <c>pick</c> one choice of a node.</summary>
internal static class ConsumerActivity
{
    public const string Name = "Rollcall.Consumer";

    public static ActivitySource Source { get; } = new(Name);

    /// <summary>The name of a request's span: few, whatever is asked for.</summary>
    public static string SpanName(this RestVerb verb) => verb switch
    {
        RestVerb.Predict => "predict",
        RestVerb.Classify => "classify",
        RestVerb.Regress => "regress",
        RestVerb.Metadata => "metadata",
        _ => "status",
    };
}
