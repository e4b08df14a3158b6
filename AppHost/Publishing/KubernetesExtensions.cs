using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Publishing;

/// <summary>Publishes for Kubernetes.</summary>
internal static class KubernetesExtensions
{
    /// <summary>Lets <c>--operation publish --target kubernetes</c> write a Helm chart.</summary>
    public static void AddKubernetes(this IDistributedApplicationBuilder builder, RunSettings settings)
    {
        if (settings.Target == PublishTarget.Kubernetes)
        {
            builder.AddKubernetesEnvironment("kubernetes").WithDashboard(false)
                .WithHelm(chart => chart.WithChartName("rollcall").WithChartDescription("TensorFlow Serving nodes, their registry and a consumer"));
        }
    }

    /// <summary>
    /// The deployment of a resource and its only container. No process of ours asks the API server for anything, and the variables that a pod
    /// gets for each service would be read as settings.
    /// </summary>
    public static (Deployment Deployment, ContainerV1 Container) Plain(this KubernetesResource resource)
    {
        var deployment = (Deployment)resource.Workload!;
        deployment.PodTemplate.Spec.AutomountServiceAccountToken = false;
        deployment.PodTemplate.Spec.EnableServiceLinks = false;
        return (deployment, deployment.PodTemplate.Spec.Containers[0]);
    }

    /// <summary>One pod at a time is replaced, the new one first.</summary>
    public static DeploymentStrategyV1 OneByOne() => new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 } };
}
