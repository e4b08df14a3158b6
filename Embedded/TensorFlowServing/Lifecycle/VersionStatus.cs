using Embedded.TensorFlow;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>What the status API says of one version.</summary>
internal sealed record VersionStatus(long Version, ServableState State, StatusCode Code, string Message);
