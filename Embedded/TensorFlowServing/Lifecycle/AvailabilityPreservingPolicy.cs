namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>
/// Decides what happens next to one model, so that it never goes without a version because of a swap: an unwanted version is
/// unloaded only when nothing is wanted, a wanted one is ready, or another unwanted one stays ready.
/// </summary>
internal static class AvailabilityPreservingPolicy
{
    /// <summary>The version to unload, or null.</summary>
    public static ManagedVersion? NextUnload(IReadOnlyCollection<ManagedVersion> versions)
    {
        var unwanted = versions.Where(v => !v.Aspired && v.State == ServableState.Available).ToList();
        if (unwanted.Count == 0)
        {
            return null;
        }

        var allowed = !versions.Any(v => v.Aspired)
            || versions.Any(v => v.Aspired && v.State == ServableState.Available)
            || unwanted.Count > 1;

        // The lowest goes first: requests without a version are on the highest.
        return allowed ? unwanted.MinBy(v => v.Version) : null;
    }

    /// <summary>The version to load, the highest first, or null.</summary>
    public static ManagedVersion? NextLoad(IReadOnlyCollection<ManagedVersion> versions) =>
        versions.Where(v => v is { Aspired: true, State: ServableState.Start }).MaxBy(v => v.Version);
}
