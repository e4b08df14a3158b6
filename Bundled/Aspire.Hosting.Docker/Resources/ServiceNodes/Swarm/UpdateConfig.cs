using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>How containers are replaced by a new version.</summary>
public sealed class UpdateConfig
{
    /// <summary>How many at a time.</summary>
    public int? Parallelism { get; set; }

    /// <summary>Time between them, for example <c>10s</c>.</summary>
    public string? Delay { get; set; }

    /// <summary><c>pause</c>, <c>continue</c> or <c>rollback</c> when a new one fails.</summary>
    public string? FailureAction { get; set; }

    /// <summary>How long a new one is watched for failure.</summary>
    public string? Monitor { get; set; }

    /// <summary><c>stop-first</c> or <c>start-first</c>.</summary>
    public string? Order { get; set; }

    internal void Write(YamlWriter yaml) => yaml
        .Scalar("parallelism", Parallelism)
        .Scalar("delay", Delay)
        .Scalar("failure_action", FailureAction)
        .Scalar("monitor", Monitor)
        .Scalar("order", Order);
}
