namespace ConsumerApi.Api;

/// <summary>A routable version.</summary>
/// <param name="Version">Its number; text, as in TensorFlow Serving's own JSON.</param>
/// <param name="Nodes">The nodes that serve it.</param>
internal sealed record VersionView(string Version, IReadOnlyList<NodeView> Nodes);
