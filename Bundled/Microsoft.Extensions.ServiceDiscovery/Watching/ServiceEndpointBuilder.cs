using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery.Watching;

internal sealed class ServiceEndpointBuilder : IServiceEndpointBuilder
{
    private readonly List<ServiceEndpoint> _endpoints = [];
    private readonly List<IChangeToken> _changeTokens = [];

    public IList<ServiceEndpoint> Endpoints => _endpoints;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public void AddChangeToken(IChangeToken changeToken) => _changeTokens.Add(changeToken);

    public ServiceEndpointSource Build() => new(_endpoints, ChangeToken(), Features);

    private IChangeToken ChangeToken() => _changeTokens switch
    {
        [] => NullChangeToken.Instance,
        [var only] => only,
        _ => new LinkedChangeToken([.. _changeTokens]),
    };
}
