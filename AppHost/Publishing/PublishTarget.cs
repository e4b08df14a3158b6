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
}

/// <summary>Reads the target from the command line.</summary>
internal static class PublishTargets
{
    /// <summary>
    /// The execution context names the publisher "manifest" whenever none was given, so the options themselves decide.
    /// azd stops at a manifest with a Compose environment in it: a run has one target only.
    /// </summary>
    public static PublishTarget Of(IDistributedApplicationBuilder builder)
        => builder.ExecutionContext.IsRunMode ? PublishTarget.None
            : Is(builder.Configuration["Publishing:Publisher"], "manifest") || Is(builder.Configuration["Pipeline:Step"], "publish-manifest") ? PublishTarget.Manifest
            : PublishTarget.Compose;

    private static bool Is(string? setting, string value) => string.Equals(setting, value, StringComparison.OrdinalIgnoreCase);
}
