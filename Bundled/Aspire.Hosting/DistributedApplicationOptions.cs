namespace Aspire.Hosting;

/// <summary>Options of the builder.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Command line arguments.</summary>
    public string[]? Args { get; set; }

    /// <summary>Name of the AppHost's assembly; null means the entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Directory of the AppHost's project; null means what the build recorded.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Name shown by the dashboard.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether there is no dashboard; resources then fail at once when a dependency fails.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Whether http is allowed for dashboard and telemetry.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>Whether the AppHost logs what its resources print, under <c>{application}.Resources.{resource}</c>.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>Registry of all container images.</summary>
    public string? ContainerRegistryOverride { get; set; }
}
