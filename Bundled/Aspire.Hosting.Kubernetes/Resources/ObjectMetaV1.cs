using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What an object is called.</summary>
public sealed class ObjectMetaV1
{
    /// <summary>Its name; pods get theirs from what makes them.</summary>
    public string Name { get; set; } = null!;

    /// <summary>What it is found by.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];

    /// <summary>What tools note about it.</summary>
    public Dictionary<string, string> Annotations { get; } = [];

    internal void Write(YamlWriter yaml) => yaml.Scalar("name", Name).Strings("labels", Labels).Strings("annotations", Annotations);
}
