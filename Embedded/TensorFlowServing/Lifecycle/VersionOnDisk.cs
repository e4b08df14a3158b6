namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>A version found under a base path.</summary>
internal sealed record VersionOnDisk(long Version, string Path);
