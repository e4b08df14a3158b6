namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What the API server knows by version and kind.</summary>
public abstract class BaseKubernetesObject
{
    /// <summary>Makes one.</summary>
    /// <param name="apiVersion">Version of its API.</param>
    /// <param name="kind">Its kind.</param>
    protected BaseKubernetesObject(string? apiVersion = null, string? kind = null)
    {
        ApiVersion = apiVersion;
        Kind = kind;
    }

    /// <summary>Version of its API.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>Its kind.</summary>
    public string? Kind { get; set; }
}
