namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>An object with a name.</summary>
/// <param name="apiVersion">Version of its API.</param>
/// <param name="kind">Its kind.</param>
public abstract class BaseKubernetesResource(string apiVersion, string kind) : BaseKubernetesObject(apiVersion, kind)
{
    /// <summary>Name, labels, annotations.</summary>
    public ObjectMetaV1 Metadata { get; set; } = new();
}
