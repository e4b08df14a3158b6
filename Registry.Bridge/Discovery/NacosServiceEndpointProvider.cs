using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ServiceDiscovery;

namespace Registry.Bridge;

/// <summary>
/// Endpoints of one name, out of the directory's snapshot. It adds endpoints only when the registry knows the name, and the snapshot's change token
/// always: one provider without a token that calls back would leave the whole chain to the others' tokens, and configuration has one that hardly
/// ever fires. It never throws: while the registry is away the snapshot is what was last heard, and an unknown name is an empty list.
/// </summary>
internal sealed class NacosServiceEndpointProvider(ServiceEndpointQuery query, ModelDirectory directory, TimeProvider time) : IServiceEndpointProvider
{
    /// <summary>
    /// How long the first resolution waits for the registry's first answer. Without it a consumer that is asked in its first second says
    /// "no such model"; an answer takes milliseconds.
    /// </summary>
    private static readonly TimeSpan s_firstAnswerLimit = TimeSpan.FromSeconds(2);

    private readonly EndpointSelection _selection = EndpointSelection.Parse(query.EndpointName);

    /// <inheritdoc />
    public async ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        if (!directory.FirstAnswer.IsCompleted)
        {
            await directory.FirstAnswer.WaitAsync(s_firstAnswerLimit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        var snapshot = directory.Current;
        endpoints.AddChangeToken(snapshot.ChangeToken);
        if (endpoints.Endpoints.Count == 0 && snapshot.Find(query.ServiceName) is { } model)
        {
            foreach (var node in model.Nodes)
            {
                if (_selection.Select(node) is { } version && Allows(node.Scheme))
                {
                    endpoints.Endpoints.Add(Endpoint(model, node, version));
                }
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool Allows(string scheme) => query.IncludedSchemes.Count == 0 || query.IncludedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);

    private ServiceEndpoint Endpoint(ModelEntry model, ModelNode node, ModelVersion version)
    {
        var features = new FeatureCollection();
        features.Set<IModelEndpointFeature>(new ModelEndpointFeature(model, node, version));
        // The builder puts brackets around an IPv6 address.
        var uri = new UriBuilder(node.Scheme, node.Ip, _selection.Grpc ? node.GrpcPort!.Value : node.Port).Uri;
        return ServiceEndpoint.Create(new UriEndPoint(uri), features);
    }
}
