using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>The result of one resolution: the endpoints, and a token that fires when they are out of date.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ServiceEndpointSource
{
    private readonly List<ServiceEndpoint> _endpoints;

    /// <summary>Creates a result.</summary>
    /// <param name="endpoints">The endpoints; none when <see langword="null"/>.</param>
    /// <param name="changeToken">Fires when the result is out of date.</param>
    /// <param name="features">Features of the result as a whole.</param>
    /// <exception cref="ArgumentNullException"><paramref name="changeToken"/> is <see langword="null"/>.</exception>
    public ServiceEndpointSource(List<ServiceEndpoint>? endpoints, IChangeToken changeToken, IFeatureCollection features)
    {
        ArgumentNullException.ThrowIfNull(changeToken);
        _endpoints = endpoints ?? [];
        ChangeToken = changeToken;
        Features = features;
    }

    /// <summary>The endpoints, in the order the providers gave.</summary>
    public IReadOnlyList<ServiceEndpoint> Endpoints => _endpoints;

    /// <summary>Fires when the result is out of date.</summary>
    public IChangeToken ChangeToken { get; }

    /// <summary>Features of the result as a whole.</summary>
    public IFeatureCollection Features { get; }

    /// <summary>The endpoints, for a debugger.</summary>
    /// <returns>The endpoints in brackets.</returns>
    public override string ToString() => $"[{string.Join(", ", _endpoints)}]";
}
