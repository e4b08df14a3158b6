using System.Globalization;
using System.Text.Json;
using Nacos.V2.Exceptions;
using Nacos.V2.Naming.Dtos;
using Nacos.V2.Remote;

namespace Nacos.V2.Naming.Http;

/// <summary>The calls of the v1 naming API.</summary>
internal sealed class NamingHttpClient(NacosTransport transport, string namespaceId)
{
    public Task RegisterAsync(ServiceKey service, Instance instance, CancellationToken cancellationToken)
        => transport.SendAsync(HttpMethod.Post, "v1/ns/instance", Parameters.Of(namespaceId, service, instance).AddDetails(instance), cancellationToken);

    public Task DeregisterAsync(ServiceKey service, Instance instance, CancellationToken cancellationToken)
        => transport.SendAsync(
            HttpMethod.Delete,
            "v1/ns/instance",
            Parameters.Of(namespaceId, service, instance).Add("ephemeral", instance.Ephemeral ? "true" : "false"),
            cancellationToken);

    public async Task<ServiceInfo> ListAsync(ServiceKey service, string clusters, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var body = await transport.SendAsync(
            HttpMethod.Get,
            "v1/ns/instance/list",
            Parameters.Of(namespaceId, service).Add("clusters", clusters).Add("healthyOnly", "false"),
            cancellationToken,
            timeout);
        var info = Read(body, NacosJson.ServiceInfo, "v1/ns/instance/list");
        info.Name = service.Name; // Versions differ in whether they put the group before it.
        info.GroupName = service.Group;
        info.Clusters = clusters;
        info.Hosts ??= [];
        foreach (var host in info.Hosts)
        {
            host.Metadata ??= [];
        }

        return info;
    }

    public async Task<ListView<string>> ServicesAsync(int pageNo, int pageSize, string groupName, CancellationToken cancellationToken)
    {
        var body = await transport.SendAsync(
            HttpMethod.Get,
            "v1/ns/service/list",
            new Parameters()
                .Add("namespaceId", namespaceId)
                .Add("groupName", groupName)
                .Add("pageNo", pageNo.ToString(CultureInfo.InvariantCulture))
                .Add("pageSize", pageSize.ToString(CultureInfo.InvariantCulture)),
            cancellationToken);
        var answer = Read(body, NacosJson.ServiceList, "v1/ns/service/list");
        return new ListView<string>(answer.Count, answer.Names);
    }

    public async Task<string> StatusAsync(CancellationToken cancellationToken)
    {
        var body = await transport.SendAsync(HttpMethod.Get, "v1/ns/operator/metrics", new Parameters().Add("onlyStatus", "true"), cancellationToken);
        return Read(body, NacosJson.Metrics, "v1/ns/operator/metrics").Status == "UP" ? "UP" : "DOWN";
    }

    private delegate T? Reader<T>(ReadOnlySpan<byte> json);

    private static T Read<T>(byte[] body, Reader<T> read, string path)
        where T : class
    {
        try
        {
            return read(body)
                ?? throw new NacosException(NacosException.SERVER_ERROR, $"Nacos answered {path} with null.");
        }
        catch (JsonException error)
        {
            throw new NacosException(NacosException.SERVER_ERROR, $"Nacos answered {path} with something that is not its JSON: {error.Message}", error);
        }
    }
}
