namespace ConsumerApi.Api;

/// <summary>Everything that can be asked for: the answer of <c>GET /v1/models</c>.</summary>
/// <param name="Models">The models, by name.</param>
internal sealed record ModelsView(IReadOnlyList<ModelView> Models);

/// <summary>A routable model.</summary>
/// <param name="Name">Exact name, as in <c>/v1/models/{name}:predict</c>.</param>
/// <param name="Versions">Its versions, highest first.</param>
/// <param name="Labels">Its version labels.</param>
/// <param name="Nodes">Every node that has some version.</param>
internal sealed record ModelView(string Name, IReadOnlyList<VersionView> Versions, IReadOnlyList<LabelView> Labels, IReadOnlyList<NodeView> Nodes);

/// <summary>A routable version.</summary>
/// <param name="Version">Its number; text, as in TensorFlow Serving's own JSON.</param>
/// <param name="Nodes">The nodes that serve it.</param>
internal sealed record VersionView(string Version, IReadOnlyList<NodeView> Nodes);

/// <summary>A routable version label.</summary>
/// <param name="Label">The label, e.g. <c>stable</c>.</param>
/// <param name="Nodes">The nodes that know it.</param>
internal sealed record LabelView(string Label, IReadOnlyList<NodeView> Nodes);

/// <summary>A node of a route.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its REST address.</param>
/// <param name="Version">The version that a request through the route reaches there.</param>
/// <param name="Weight">The operator's weight.</param>
/// <param name="Healthy">Whether the registry hears its beats.</param>
internal sealed record NodeView(string Name, string Address, string Version, double Weight, bool Healthy);
