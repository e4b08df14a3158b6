namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which endpoints of another resource are given to this one.</summary>
internal sealed class EndpointReferenceAnnotation : IResourceAnnotation
{
    /// <summary>Refers to endpoints of a resource.</summary>
    public EndpointReferenceAnnotation(IResourceWithEndpoints resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
    }

    /// <summary>The other resource.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>Whether all of them are given.</summary>
    public bool UseAllEndpoints { get; set; }

    /// <summary>Names of those that are given, when not all.</summary>
    public ISet<string> EndpointNames { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The network they are seen from.</summary>
    public NetworkIdentifier ContextNetworkId { get; set; } = KnownNetworkIdentifiers.LocalhostNetwork;
}
