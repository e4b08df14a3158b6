namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Says which host name a request to an endpoint should carry, when it is not the endpoint's own address.</summary>
public interface IHostNameFeature
{
    /// <summary>The value for the <c>Host</c> header.</summary>
    string HostName { get; }
}
