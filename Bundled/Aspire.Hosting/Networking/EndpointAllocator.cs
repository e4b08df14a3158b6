using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Networking;

/// <summary>Gives each endpoint its address and starts the proxies.</summary>
internal sealed class EndpointAllocator(IConfiguration configuration, Ports ports, ILogger<EndpointAllocator> logger) : IDisposable
{
    private readonly Dictionary<EndpointAnnotation, TcpProxy> _proxies = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IResource, string> _failures = new(ReferenceEqualityComparer.Instance);

    /// <summary>Allocates the endpoints of a process.</summary>
    public void Allocate(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var host = endpoint.TargetHost is "" || IsAnyAddress(endpoint.TargetHost) ? KnownHostNames.Localhost : endpoint.TargetHost;
            if (!endpoint.IsProxied)
            {
                var port = endpoint.Port ?? ports.TakeFree();
                endpoint.Port = endpoint.TargetPort = port;
                endpoint.AllocatedEndpoint = new(endpoint, host, port, port.ToString(CultureInfo.InvariantCulture));
                AllocateForContainers(endpoint);
                continue;
            }

            if (endpoint.Protocol != ProtocolType.Tcp)
            {
                throw new DistributedApplicationException($"Endpoint '{endpoint.Name}' of resource '{resource.Name}' cannot be proxied, because only TCP is; add isProxied: false.");
            }

            if (RandomizePorts)
            {
                endpoint.Port = null;
            }

            endpoint.AllocatedEndpoint = new(endpoint, host, Listen(resource, endpoint), ReplicaTemplates.PortFor(endpoint.Name));
            AllocateForContainers(endpoint);
        }
    }

    /// <summary>
    /// Allocates the endpoints of a container: on this machine the port that the engine publishes, proxied or not; for other containers the port
    /// that is listened on, under the container's name.
    /// </summary>
    public void AllocateContainer(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var target = endpoint.TargetPort!.Value;
            var fixedPort = endpoint.IsProxied && RandomizePorts ? null : endpoint.Port;
            var targetText = target.ToString(CultureInfo.InvariantCulture);
            endpoint.AllocatedEndpoint = new(endpoint, KnownHostNames.Localhost, fixedPort ?? ports.TakeFree(), targetText);
            var inside = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
            endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(inside, new(endpoint, ContainerHost(resource), target, EndpointBindingMode.SingleAddress, targetText, inside));
        }
    }

    /// <summary>What the engine publishes of a container.</summary>
    public static IReadOnlyList<PublishedPort> PublishedPorts(IResource resource) =>
    [
        .. resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new PublishedPort(
            IsAnyAddress(endpoint.TargetHost) ? "0.0.0.0" : "127.0.0.1",
            endpoint.AllocatedEndpoint!.Port,
            endpoint.TargetPort!.Value,
            endpoint.Protocol.ToString().ToLowerInvariant())),
    ];

    /// <summary>Name of a container for others in its network.</summary>
    public static string ContainerHost(IResource resource) => $"{resource.Name}.dev.internal";

    /// <summary>Why the resource cannot be started, if its endpoints are the reason.</summary>
    public string? FailureOf(IResource resource)
    {
        if (_failures.TryGetValue(resource, out var failure))
        {
            return failure;
        }

        var container = resource.IsContainer();
        var taken = resource.Annotations.OfType<EndpointAnnotation>()
            .FirstOrDefault(e => (container || !e.IsProxied) && e.Protocol == ProtocolType.Tcp && e.AllocatedEndpoint is { } address && Ports.IsInUse(address.Port));
        return taken is null ? null : InUse(resource, taken, taken.AllocatedEndpoint!.Port);
    }

    /// <summary>Ports that a new replica listens on, by endpoint.</summary>
    public Dictionary<string, int> TargetPorts(IResource resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().ToDictionary(e => e.Name, e => e.TargetPort ?? ports.TakeFree(), StringComparer.OrdinalIgnoreCase);

    public void Open(IResource resource, IReadOnlyDictionary<string, int> targets) => ForProxies(resource, targets, static (proxy, port) => proxy.AddTarget(port));

    public void Close(IResource resource, IReadOnlyDictionary<string, int> targets) => ForProxies(resource, targets, static (proxy, port) => proxy.RemoveTarget(port));

    public void Dispose()
    {
        foreach (var proxy in _proxies.Values)
        {
            proxy.Dispose();
        }
    }

    private bool RandomizePorts => configuration["DcpPublisher:RandomizePorts"] is { } random && bool.Parse(random);

    private static bool IsAnyAddress(string host) => host is "0.0.0.0" or "*" or "+" or "[::]" or "::";

    /// <summary>From a container this machine has another name.</summary>
    private static void AllocateForContainers(EndpointAnnotation endpoint)
    {
        var here = endpoint.AllocatedEndpoint!;
        var inside = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            inside, new(endpoint, KnownHostNames.DockerDesktopHostBridge, here.Port, EndpointBindingMode.SingleAddress, here.TargetPortExpression, inside));
    }

    private static string InUse(IResource resource, EndpointAnnotation endpoint, int port)
    {
        var setting = endpoint.PortSetting ?? $"the port given to endpoint '{endpoint.Name}' in the AppHost";
        return string.Create(CultureInfo.InvariantCulture, $"port {port} of endpoint '{endpoint.Name}' of resource '{resource.Name}' is in use by another program; end that program or change {setting}");
    }

    private int Listen(IResource resource, EndpointAnnotation endpoint)
    {
        try
        {
            var anyAddress = IsAnyAddress(endpoint.TargetHost);
            var proxy = TcpProxy.Listen($"{resource.Name}/{endpoint.Name}", endpoint.Port ?? 0, anyAddress, logger);
            _proxies[endpoint] = proxy;
            return proxy.Port;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse && endpoint.Port is not null)
        {
            // The address is known all the same, so that others that refer to it are not held up.
            _failures[resource] = InUse(resource, endpoint, endpoint.Port.Value);
            return endpoint.Port.Value;
        }
    }

    private void ForProxies(IResource resource, IReadOnlyDictionary<string, int> targets, Action<TcpProxy, int> action)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (_proxies.TryGetValue(endpoint, out var proxy) && targets.TryGetValue(endpoint.Name, out var port))
            {
                action(proxy, port);
            }
        }
    }
}
