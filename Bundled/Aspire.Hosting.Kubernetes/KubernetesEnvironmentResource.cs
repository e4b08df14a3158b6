using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

/// <summary>The cluster that the application is published for.</summary>
public sealed class KubernetesEnvironmentResource : Resource, IComputeEnvironmentResource
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Name of the resource, and of the chart unless it is given one.</param>
    public KubernetesEnvironmentResource(string name)
        : base(name) => Chart = new(name);

    /// <summary>Whether the dashboard is part of the chart.</summary>
    public bool DashboardEnabled { get; set; } = true;

    /// <summary>When images are pulled.</summary>
    public string DefaultImagePullPolicy { get; set; } = "IfNotPresent";

    /// <summary>Type of the services.</summary>
    public string DefaultServiceType { get; set; } = "ClusterIP";

    internal HelmChartOptions Chart { get; }
}
