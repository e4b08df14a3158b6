using System.Diagnostics;
using Agent.Polling;

namespace Agent.Telemetry;

/// <summary>The client's span of a call to the node, by the semantic conventions: the connection is the agent's own, so nobody else makes one.</summary>
internal static class NodeCall
{
    /// <summary>Begins it; null when nobody listens.</summary>
    public static Activity? Begin(Uri node, string path) => AgentTelemetry.Source.StartActivity("GET", ActivityKind.Client)?
        .SetTag("http.request.method", "GET")
        .SetTag("server.address", node.Host)
        .SetTag("server.port", node.Port)
        .SetTag("url.full", new Uri(node, path).ToString());

    /// <summary>Tells what came of it.</summary>
    public static void Complete(Activity? span, NodeAnswer answer)
    {
        if (span is not null && answer.Kind is not (NodeAnswerKind.Ok or NodeAnswerKind.NotFound))
        {
            span.SetTag("error.type", answer.Kind.ToString().ToLowerInvariant()).SetStatus(ActivityStatusCode.Error, answer.Reason);
        }
    }
}
