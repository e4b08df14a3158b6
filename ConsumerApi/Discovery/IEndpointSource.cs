namespace ConsumerApi.Discovery;

/// <summary>Resolves a service discovery name such as <c>http://_v2.resnet</c> to nodes.</summary>
internal interface IEndpointSource
{
    ValueTask<DiscoveredEndpoints> ResolveAsync(string serviceName, CancellationToken cancellationToken);
}
