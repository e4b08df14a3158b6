using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>How many containers a service has and how they are replaced.</summary>
public sealed class Deploy
{
    /// <summary>Number of containers.</summary>
    public int? Replicas { get; set; }

    /// <summary>How they are replaced by a new version.</summary>
    public UpdateConfig? UpdateConfig { get; set; }

    /// <summary>When one that ended is started again.</summary>
    public RestartPolicy? RestartPolicy { get; set; }

    internal void Write(YamlWriter yaml) => yaml
        .Scalar("replicas", Replicas)
        .Map("update_config", UpdateConfig is null ? null : UpdateConfig.Write)
        .Map("restart_policy", RestartPolicy is null ? null : RestartPolicy.Write);
}
