namespace Agent.Polling;

/// <summary>Reads the names of the node's models from its monitoring endpoint.</summary>
internal sealed class MonitoringReader(INodeClient client, ModelNames names)
{
    /// <summary>The default path of TensorFlow Serving's <c>prometheus_config</c>. A query string there would be refused.</summary>
    public const string Path = "/monitoring/prometheus/metrics";

    /// <summary>Brings <see cref="ModelNames"/> up to date. When the node is busy they stay as they are.</summary>
    public NodeAnswer Read(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answer = client.Get(Path, timeout, cancellationToken);
        if (answer.Kind is NodeAnswerKind.Ok or NodeAnswerKind.NotFound)
        {
            names.Begin();
            MonitoringText.Read(answer.Body.Span, names);
            names.End();
        }

        return answer;
    }
}
