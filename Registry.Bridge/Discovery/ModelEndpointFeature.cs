namespace Registry.Bridge;

/// <summary>A node of a model as an endpoint's feature.</summary>
internal sealed class ModelEndpointFeature(ModelEntry model, ModelNode node, ModelVersion version) : IModelEndpointFeature
{
    public string Model => model.Name;

    public string Node => node.Node;

    public long Version => version.Version;

    public IReadOnlyList<long> Versions { get; } = [.. node.Versions.Select(v => v.Version)];

    public IReadOnlyDictionary<string, long> Labels => node.Labels;

    public double Weight => version.Weight;

    public bool Healthy => version.Healthy;

    public int? GrpcPort => node.GrpcPort;

    public IReadOnlyDictionary<string, string> Metadata => version.Metadata;
}
