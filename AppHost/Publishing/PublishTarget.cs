using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Publishing;

/// <summary>What the application is published for.</summary>
internal enum PublishTarget
{
    /// <summary>Nothing: it is run.</summary>
    None,

    /// <summary>The manifest that azd reads.</summary>
    Manifest,

    /// <summary>Docker Compose and Docker Swarm.</summary>
    Compose,

    /// <summary>Kubernetes, by a Helm chart.</summary>
    Kubernetes,
}

/// <summary>Reads the target from the command line.</summary>
internal static class PublishTargets
{
    /// <summary>
    /// The execution context names the publisher "manifest" whenever none was given, so the options themselves decide.
    /// azd stops at a manifest with another environment in it, and a resource can be in one environment only: a run has one target.
    /// </summary>
    public static PublishTarget Of(IDistributedApplicationBuilder builder)
        => builder.ExecutionContext.IsRunMode ? PublishTarget.None
            : Is(builder.Configuration["Publishing:Publisher"], "manifest") || Is(builder.Configuration["Pipeline:Step"], "publish-manifest") ? PublishTarget.Manifest
            : builder.Configuration["Target"]?.ToLowerInvariant() switch
            {
                null or "" or "compose" => PublishTarget.Compose,
                "kubernetes" => PublishTarget.Kubernetes,
                var other => throw new RunSettingsException($"--target {other} is unknown: write compose (for Docker Compose and Swarm) or kubernetes."),
            };

    /// <summary>Whether each container has an address of its own there, so that nodes are replicas of one service.</summary>
    public static bool HasReplicas(this PublishTarget target) => target is PublishTarget.Compose or PublishTarget.Kubernetes;

    private static bool Is(string? setting, string value) => string.Equals(setting, value, StringComparison.OrdinalIgnoreCase);
}
