using System.Text.Json;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary><c>/catalog</c>: what a console shows, disabled instances included.</summary>
internal sealed class CatalogHandlers(ServiceRegistry registry) : INamingHandlers
{
    public void Map(Action<string, string, Func<NamingCall, Reply>> map)
    {
        map("GET", "/catalog/services", Services);
        map("GET", "/catalog/service", Service);
        map("GET", "/catalog/instances", Instances);
    }

    private static int BoundInteger(RequestParameters parameters, string name, string otherwise) =>
        parameters.Find(name) is { } text ? RequestParameters.Integer(text) : throw new RefusalException(StatusCodes.Status500InternalServerError, otherwise);

    private static int RequiredInteger(RequestParameters parameters, string name) =>
        RequestParameters.Integer(parameters.Find(name) ?? throw RefusalException.Missing(name));

    private Reply Services(NamingCall call)
    {
        var parameters = call.Parameters;
        var paging = new Paging(
            BoundInteger(parameters, "pageNo", Unbound("pageNo")),
            BoundInteger(parameters, "pageSize", Unbound("pageSize")));
        var (space, group, name) = (call.Namespace, parameters.Optional("groupNameParam", ""), parameters.Optional("serviceNameParam", ""));
        var snapshots = registry.Services
            .Where(service => service.Key.Namespace == space
                && service.Key.Group.Contains(group, StringComparison.Ordinal) && service.Key.Name.Contains(name, StringComparison.Ordinal))
            .Select(registry.Snapshot);
        if (parameters.Flag("hasIpCount", false))
        {
            snapshots = snapshots.Where(static snapshot => snapshot.Instances.Length > 0);
        }

        var all = snapshots.ToList();
        return parameters.Flag("withInstances", false)
            ? Reply.Json(paging.Of(all), static (writer, page) => WriteDetails(writer, page))
            : Reply.Json((all.Count, Page: paging.Of(all)), static (writer, list) => WriteOverview(writer, list.Count, list.Page));
    }

    private Reply Service(NamingCall call) => Reply.Json(Find(call.BoundService), static (writer, snapshot) =>
    {
        var settings = snapshot.Settings ?? ServiceSettings.Default;
        writer.WriteStartObject();
        writer.WriteStartObject("service");
        writer.WriteString("name", snapshot.Key.Name);
        writer.WriteString("groupName", snapshot.Key.Group);
        InstanceJson.WriteDecimal(writer, "protectThreshold", settings.ProtectThreshold);
        ServiceHandlers.WriteSelector(writer);
        InstanceJson.WriteMetadata(writer, settings.Metadata);
        writer.WriteEndObject();
        writer.WriteStartArray("clusters");
        foreach (var cluster in snapshot.Clusters)
        {
            ServiceHandlers.WriteCluster(writer, cluster);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private Reply Instances(NamingCall call)
    {
        var parameters = call.Parameters;
        var service = call.BoundService;
        var cluster = parameters.Find("clusterName") ?? throw RefusalException.Missing("clusterName");
        var paging = new Paging(RequiredInteger(parameters, "pageNo"), RequiredInteger(parameters, "pageSize"));
        var snapshot = Find(service);
        var instances = snapshot.Instances.Where(instance => instance.Cluster == cluster).ToList();
        if (instances.Count == 0)
        {
            throw RefusalException.NotFound($"cluster {cluster} is not found!");
        }

        return Reply.Json((snapshot, instances.Count, Page: paging.Of(instances)), static (writer, list) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("list");
            foreach (var instance in list.Page)
            {
                InstanceJson.Write(writer, list.snapshot, instance, instance.Healthy);
            }

            writer.WriteEndArray();
            writer.WriteNumber("count", list.Count);
            writer.WriteEndObject();
        });
    }

    private ServiceSnapshot Find(ServiceKey service) =>
        registry.Find(service) ?? throw RefusalException.NotFound($"service {service.GroupedName} is not found!");

    private static string Unbound(string parameter) =>
        $"caused: Optional int parameter '{parameter}' is present but cannot be translated into a null value due to being declared as a primitive type. "
        + "Consider declaring it as object wrapper for the corresponding primitive type.;";

    private static void WriteOverview(Utf8JsonWriter writer, int count, IEnumerable<ServiceSnapshot> page)
    {
        writer.WriteStartObject();
        writer.WriteNumber("count", count);
        writer.WriteStartArray("serviceList");
        foreach (var snapshot in page)
        {
            var healthy = snapshot.Instances.Count(static instance => instance.Healthy);
            var threshold = (snapshot.Settings ?? ServiceSettings.Default).ProtectThreshold;
            writer.WriteStartObject();
            writer.WriteString("name", snapshot.Key.Name);
            writer.WriteString("groupName", snapshot.Key.Group);
            writer.WriteNumber("clusterCount", snapshot.Clusters.Count());
            writer.WriteNumber("ipCount", snapshot.Instances.Length);
            writer.WriteNumber("healthyInstanceCount", healthy);
            writer.WriteString("triggerFlag", (float)healthy / snapshot.Instances.Length <= threshold ? "true" : "false");
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter writer, IEnumerable<ServiceSnapshot> page)
    {
        writer.WriteStartArray();
        foreach (var snapshot in page)
        {
            writer.WriteStartObject();
            writer.WriteString("serviceName", snapshot.Key.Name);
            writer.WriteString("groupName", snapshot.Key.Group);
            writer.WriteStartObject("clusterMap");
            foreach (var cluster in snapshot.Instances.GroupBy(static instance => instance.Cluster))
            {
                writer.WriteStartObject(cluster.Key);
                writer.WriteStartArray("hosts");
                foreach (var instance in cluster)
                {
                    WriteHost(writer, instance);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            InstanceJson.WriteMetadata(writer, (snapshot.Settings ?? ServiceSettings.Default).Metadata);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteHost(Utf8JsonWriter writer, Instance instance)
    {
        writer.WriteStartObject();
        writer.WriteString("ip", instance.Endpoint.Ip);
        writer.WriteNumber("port", instance.Endpoint.Port);
        writer.WriteBoolean("valid", instance.Healthy);
        InstanceJson.WriteDecimal(writer, "weight", instance.Weight);
        writer.WriteBoolean("enabled", instance.Enabled);
        InstanceJson.WriteMetadata(writer, instance.Metadata);
        writer.WriteEndObject();
    }
}
