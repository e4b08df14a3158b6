using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard's endpoints in the model. Not proxied: a relay between everything and the dashboard would cost every process of this machine.</summary>
internal sealed class DashboardEndpoints
{
    private readonly EndpointAnnotation[] _frontends;
    private readonly EndpointAnnotation? _grpc;
    private readonly EndpointAnnotation? _http;

    public DashboardEndpoints(DashboardOptions options)
    {
        _frontends = [.. options.FrontendUrls.Select((url, index) => Of(index == 0 || url.Scheme != options.FrontendUrls[0].Scheme ? url.Scheme : $"{url.Scheme}-{index}", url, DashboardNames.FrontendUrls))];
        _grpc = options.OtlpGrpcUrl is { } grpc ? Of(OtlpConfigurationExtensions.GrpcEndpointName, grpc, DashboardNames.OtlpGrpcUrl) : null;
        _http = options.OtlpHttpUrl is { } http ? Of(OtlpConfigurationExtensions.HttpEndpointName, http, DashboardNames.OtlpHttpUrl) : null;
    }

    public IEnumerable<EndpointAnnotation> All => _frontends.Append(_grpc).Append(_http).OfType<EndpointAnnotation>();

    /// <summary>Where people reach the pages.</summary>
    public string FrontendUrl => _frontends[0].AllocatedEndpoint?.UriString ?? Listen(_frontends[0]);

    /// <summary>Where the dashboard listens for each of its purposes; the ports are known once the orchestrator has allocated them.</summary>
    public void AddVariables(Dictionary<string, object> variables)
    {
        variables[DashboardNames.FrontendUrls] = string.Join(';', _frontends.Select(Listen));
        if (_grpc is not null)
        {
            variables[DashboardNames.OtlpGrpcUrl] = Listen(_grpc);
        }

        if (_http is not null)
        {
            variables[DashboardNames.OtlpHttpUrl] = Listen(_http);
        }
    }

    private static string Listen(EndpointAnnotation endpoint) => string.Create(CultureInfo.InvariantCulture, $"{endpoint.UriScheme}://{endpoint.TargetHost}:{endpoint.Port}");

    private static EndpointAnnotation Of(string name, BindingAddress address, string setting) =>
        new(ProtocolType.Tcp, address.Scheme, name: name, port: address.Port == 0 ? null : address.Port, isProxied: false)
        {
            TargetHost = address.Host,
            PortSetting = setting,
        };
}
