using System.Globalization;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>What is in a pod.</summary>
public sealed class PodSpecV1
{
    /// <summary>Its containers.</summary>
    public List<ContainerV1> Containers { get; } = [];

    /// <summary>Whether the token of the API server is mounted.</summary>
    public bool? AutomountServiceAccountToken { get; set; }

    /// <summary>Whether containers get a variable for each port of each service.</summary>
    public bool? EnableServiceLinks { get; set; }

    /// <summary>How long its containers may take to stop.</summary>
    public long? TerminationGracePeriodSeconds { get; set; }

    internal void Write(YamlWriter yaml)
    {
        yaml.Maps("containers", Containers, (entry, container) => container.Write(entry))
            .Scalar("automountServiceAccountToken", AutomountServiceAccountToken)
            .Scalar("enableServiceLinks", EnableServiceLinks);
        if (TerminationGracePeriodSeconds is { } seconds)
        {
            yaml.Raw("terminationGracePeriodSeconds", seconds.ToString(CultureInfo.InvariantCulture));
        }
    }
}
