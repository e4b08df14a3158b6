using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A container of a pod.</summary>
public sealed class ContainerV1
{
    /// <summary>Its name.</summary>
    public string Name { get; set; } = null!;

    /// <summary>Its image.</summary>
    public string Image { get; set; } = null!;

    /// <summary>When the image is pulled.</summary>
    public string ImagePullPolicy { get; set; } = null!;

    /// <summary>Replaces the image's entry point.</summary>
    public List<string> Command { get; } = [];

    /// <summary>Replaces the image's command.</summary>
    public List<string> Args { get; } = [];

    /// <summary>What is done before it is stopped.</summary>
    public LifecycleV1? Lifecycle { get; set; }

    /// <summary>Whether it has started; the others wait for it.</summary>
    public ProbeV1? StartupProbe { get; set; }

    /// <summary>Whether it takes requests.</summary>
    public ProbeV1? ReadinessProbe { get; set; }

    /// <summary>Whether it has to be started again.</summary>
    public ProbeV1? LivenessProbe { get; set; }

    /// <summary>Objects of the same chart whose entries are its variables: kind of the reference and name.</summary>
    internal List<(string Kind, string Name)> EnvFrom { get; } = [];

    internal List<(string Name, int Number)> Ports { get; } = [];

    internal void Write(YamlWriter yaml) => yaml
        .Scalar("name", Name)
        .Scalar("image", Image)
        .Scalar("imagePullPolicy", ImagePullPolicy)
        .List("command", Command)
        .List("args", Args)
        .Maps("envFrom", EnvFrom, (entry, source) => entry.Map(source.Kind, reference => reference.Scalar("name", source.Name)))
        .Maps("ports", Ports, (entry, port) => entry.Scalar("name", port.Name).Scalar("containerPort", port.Number).Scalar("protocol", "TCP"))
        .Map("lifecycle", Lifecycle is null ? null : Lifecycle.Write)
        .Map("startupProbe", StartupProbe is null ? null : StartupProbe.Write)
        .Map("readinessProbe", ReadinessProbe is null ? null : ReadinessProbe.Write)
        .Map("livenessProbe", LivenessProbe is null ? null : LivenessProbe.Write);
}
