namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>The clients with service discovery.</summary>
internal sealed class GrpcBalancingFilterOptions
{
    /// <summary>Their names; <see langword="null"/> stands for all clients.</summary>
    public HashSet<string?> ClientNames { get; } = [];
}
