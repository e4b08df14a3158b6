using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Networking;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Containers;

/// <summary>
/// Lets containers reach what listens on this machine's loopback addresses only, such as the dashboard. Desktop engines do that
/// themselves; where the engine runs on the machine, its network ends at the gateway's address, so somebody has to listen there.
/// </summary>
internal sealed class HostGateway(DistributedApplicationModel model, ILogger<HostGateway> logger) : IDisposable
{
    /// <summary>What engines replace by an address of the machine.</summary>
    private const string EngineChooses = "host-gateway";

    private readonly Lock _gate = new();
    private readonly Dictionary<int, TcpProxy> _proxies = [];

    /// <summary>Opens the way to all that a container refers to.</summary>
    /// <returns>The address of this machine for the container.</returns>
    public string Open(IResource container, ContainerNetwork network)
    {
        if (network.Gateway is null || !IPAddress.TryParse(network.Gateway, out var address) || !IsOwn(address))
        {
            return EngineChooses;
        }

        lock (_gate)
        {
            foreach (var port in PortsFor(container).Where(port => !_proxies.ContainsKey(port)))
            {
                Forward(container, address, port);
            }
        }

        return network.Gateway;
    }

    public void Dispose()
    {
        foreach (var proxy in _proxies.Values)
        {
            proxy.Dispose();
        }
    }

    private void Forward(IResource container, IPAddress address, int port)
    {
        try
        {
            var proxy = TcpProxy.Listen($"{container.Name}/host", address, port, logger);
            proxy.AddTarget(port);
            _proxies[port] = proxy;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            // Whoever has the port listens on every address: there is nothing to do.
        }
    }

    private IEnumerable<int> PortsFor(IResource container)
    {
        var used = container.Annotations.OfType<EndpointReferenceAnnotation>().Select(r => (IResource)r.Resource);
        if (container.HasAnnotationOfType<OtlpExporterAnnotation>())
        {
            used = used.Concat(model.Resources.Where(r => r.Name == DashboardNames.Resource));
        }

        return used.Where(r => !r.IsContainer()).SelectMany(r => r.Annotations.OfType<EndpointAnnotation>())
            .Where(e => e.Protocol == ProtocolType.Tcp).Select(e => e.AllocatedEndpoint).OfType<AllocatedEndpoint>().Select(e => e.Port).Distinct();
    }

    private static bool IsOwn(IPAddress address)
    {
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
