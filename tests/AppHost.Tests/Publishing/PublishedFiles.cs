using Rollcall.Tests;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>
/// What publishing writes, from a program of its own. Manifests are written to <c>artifacts</c>: it lies beside the AppHost's folder,
/// so paths in them are the ones of a manifest beside the AppHost.
/// </summary>
internal static class PublishedFiles
{
    /// <summary>What every manifest of the application looks like; to change it, publish to <c>artifacts/aspire-manifest.json</c> and copy that here.</summary>
    public static string ManifestSnapshot { get; } = Snapshot("aspire-manifest.json");

    /// <summary>What the Compose file looks like; to change it, publish with <c>--operation publish</c> and copy the file here.</summary>
    public static string ComposeSnapshot { get; } = Snapshot("docker-compose.yaml");

    /// <summary>The folder of the chart; to change it, publish with <c>--operation publish --target kubernetes</c> and copy everything but <c>secrets.yaml</c> here.</summary>
    public static string ChartSnapshot { get; } = Path.Combine(Checkout.Root, "tests", "AppHost.Tests", "Snapshots", "chart");

    public static string Snapshot(string name) => File.ReadAllText(Path.Combine(Checkout.Root, "tests", "AppHost.Tests", "Snapshots", name));

    public static string Docker(params string[] path) => Path.Combine([Checkout.Root, "docker", .. path]);
}
