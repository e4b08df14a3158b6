namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Finds the endpoints of one service, given when the provider was created.</summary>
public interface IServiceEndpointProvider : IAsyncDisposable
{
    /// <summary>Adds the endpoints known now, and a change token for them, to a builder.</summary>
    /// <param name="endpoints">The builder, which already holds what earlier providers added.</param>
    /// <param name="cancellationToken">Ends the resolution.</param>
    /// <returns>A task that completes when the provider has added what it has to add.</returns>
    ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken);
}
