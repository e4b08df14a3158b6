using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Aspire.Hosting.Publishing;

/// <summary>A manifest while it is written.</summary>
/// <param name="executionContext">Publish mode.</param>
/// <param name="manifestPath">Path of the manifest.</param>
/// <param name="writer">Writes its JSON.</param>
/// <param name="cancellationToken">Cancelled when the run is.</param>
public sealed class ManifestPublishingContext(DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    /// <summary>Publish mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext ?? throw new ArgumentNullException(nameof(executionContext));

    /// <summary>Path of the manifest.</summary>
    public string ManifestPath { get; } = manifestPath ?? throw new ArgumentNullException(nameof(manifestPath));

    /// <summary>Writes its JSON.</summary>
    public Utf8JsonWriter Writer { get; } = writer ?? throw new ArgumentNullException(nameof(writer));

    /// <summary>Cancelled when the run is.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>A path as the manifest has it: relative to the manifest's own folder, with forward slashes.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? GetManifestRelativePath(string? path) => path is null
        ? null
        : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!, path).Replace('\\', '/');
}
