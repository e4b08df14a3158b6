namespace ConsumerApi.Api;

/// <summary>Everything that can be asked for: the answer of <c>GET /v1/models</c>.</summary>
/// <param name="Models">The models, by name.</param>
internal sealed record ModelsView(IReadOnlyList<ModelView> Models);
