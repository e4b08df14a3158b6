namespace Aspire.Hosting.ApplicationModel;

/// <summary>Networks that always exist.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>This machine.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>The network that the application's containers share.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");

    /// <summary>The world.</summary>
    public static readonly NetworkIdentifier PublicInternet = new(".");
}
