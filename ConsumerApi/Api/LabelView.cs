namespace ConsumerApi.Api;

/// <summary>A routable version label.</summary>
/// <param name="Label">The label, e.g. <c>stable</c>.</param>
/// <param name="Nodes">The nodes that know it.</param>
internal sealed record LabelView(string Label, IReadOnlyList<NodeView> Nodes);
