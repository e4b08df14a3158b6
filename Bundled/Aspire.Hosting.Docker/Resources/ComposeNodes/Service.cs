using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>A service.</summary>
public sealed class Service : NamedComposeMember
{
    /// <summary>Image.</summary>
    public string? Image { get; set; }

    /// <summary>When the image is pulled.</summary>
    public string? PullPolicy { get; set; }

    /// <summary>Name of the container.</summary>
    public string? ContainerName { get; set; }

    /// <summary>Host name of the container.</summary>
    public string? Hostname { get; set; }

    /// <summary>Replaces the image's entry point.</summary>
    public List<string> Entrypoint { get; set; } = [];

    /// <summary>Replaces the image's command.</summary>
    public List<string> Command { get; set; } = [];

    /// <summary>Environment variables.</summary>
    public Dictionary<string, string> Environment { get; set; } = [];

    /// <summary>Ports on the host: <c>host:container</c> or <c>container</c>.</summary>
    public List<string> Ports { get; set; } = [];

    /// <summary>Ports inside the network.</summary>
    public List<string> Expose { get; set; } = [];

    /// <summary>Mounts.</summary>
    public List<Volume> Volumes { get; set; } = [];

    /// <summary>What it waits for, by service.</summary>
    public Dictionary<string, ServiceDependency> DependsOn { get; set; } = [];

    /// <summary>Networks.</summary>
    public List<string> Networks { get; set; } = [];

    /// <summary>When a container that ended is started again; a swarm has <see cref="Deploy"/> for it.</summary>
    public string? Restart { get; set; }

    /// <summary>How long a container may take to stop, for example <c>30s</c>.</summary>
    public string? StopGracePeriod { get; set; }

    /// <summary>How many there are and how they are replaced.</summary>
    public Deploy? Deploy { get; set; }

    /// <summary>Sets an environment variable.</summary>
    public Service AddEnvironmentalVariable(string key, string? value)
    {
        Environment[key] = value ?? "";
        return this;
    }

    /// <summary>Adds a mount.</summary>
    public Service AddVolume(Volume volume)
    {
        Volumes.Add(volume);
        return this;
    }

    internal void Write(YamlWriter yaml) => yaml
        .Scalar("image", Image)
        .Scalar("pull_policy", PullPolicy)
        .Scalar("container_name", ContainerName)
        .Scalar("hostname", Hostname)
        .List("entrypoint", Entrypoint)
        .List("command", Command)
        .Strings("environment", Environment)
        .List("ports", Ports)
        .List("expose", Expose)
        .Maps("volumes", Volumes, (entry, volume) => volume.WriteMount(entry))
        .Map("depends_on", DependsOn, (entry, dependency) => entry.Scalar("condition", dependency.Condition))
        .List("networks", Networks)
        .Scalar("restart", Restart)
        .Scalar("stop_grace_period", StopGracePeriod)
        .Map("deploy", Deploy is null ? null : Deploy.Write);
}
