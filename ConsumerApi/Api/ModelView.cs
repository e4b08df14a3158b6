namespace ConsumerApi.Api;

/// <summary>A routable model.</summary>
/// <param name="Name">Exact name, as in <c>/v1/models/{name}:predict</c>.</param>
/// <param name="Versions">Its versions, highest first.</param>
/// <param name="Labels">Its version labels.</param>
/// <param name="Nodes">Every node that has some version.</param>
internal sealed record ModelView(string Name, IReadOnlyList<VersionView> Versions, IReadOnlyList<LabelView> Labels, IReadOnlyList<NodeView> Nodes);
