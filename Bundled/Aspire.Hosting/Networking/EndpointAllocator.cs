using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
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
            var host = endpoint.TargetHost is "" or "0.0.0.0" or "*" or "+" or "[::]" or "::" ? KnownHostNames.Localhost : endpoint.TargetHost;
            if (!endpoint.IsProxied)
            {
                var port = endpoint.Port ?? ports.TakeFree();
                endpoint.Port = endpoint.TargetPort = port;
                endpoint.AllocatedEndpoint = new(endpoint, host, port, port.ToString(CultureInfo.InvariantCulture));
                continue;
            }

            if (endpoint.Protocol != ProtocolType.Tcp)
            {
                throw new DistributedApplicationException($"Endpoint '{endpoint.Name}' of resource '{resource.Name}' cannot be proxied, because only TCP is; add isProxied: false.");
            }

            if (configuration["DcpPublisher:RandomizePorts"] is { } random && bool.Parse(random))
            {
                endpoint.Port = null;
            }

            endpoint.AllocatedEndpoint = new(endpoint, host, Listen(resource, endpoint, host), ReplicaTemplates.PortFor(endpoint.Name));
        }
    }

    /// <summary>Why the resource cannot be started, if its endpoints are the reason.</summary>
    public string? FailureOf(IResource resource)
    {
        if (_failures.TryGetValue(resource, out var failure))
        {
            return failure;
        }

        var taken = resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => !e.IsProxied && e.Protocol == ProtocolType.Tcp && e.Port is { } port && Ports.IsInUse(port));
        return taken is null ? null : InUse(resource, taken, taken.Port!.Value);
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

    private static string InUse(IResource resource, EndpointAnnotation endpoint, int port)
    {
        var setting = endpoint.PortSetting ?? $"the port given to endpoint '{endpoint.Name}' in the AppHost";
        return string.Create(CultureInfo.InvariantCulture, $"port {port} of endpoint '{endpoint.Name}' of resource '{resource.Name}' is in use by another program; end that program or change {setting}");
    }

    private int Listen(IResource resource, EndpointAnnotation endpoint, string host)
    {
        try
        {
            var anyAddress = endpoint.TargetHost is not "" && host != endpoint.TargetHost;
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
