using System.Globalization;
using System.Text.Json;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary><c>/service</c>: declare, change, show, delete and list services.</summary>
internal sealed class ServiceHandlers(ServiceRegistry registry) : INamingHandlers
{
    public void Map(Action<string, string, Func<NamingCall, Reply>> map)
    {
        map("POST", "/service", Create);
        map("PUT", "/service", Update);
        map("GET", "/service", Detail);
        map("DELETE", "/service", Delete);
        map("GET", "/service/list", List);
        map("GET", "/service/names", Names);
        map("GET", "/service/subscribers", Subscribers);
    }

    /// <summary>Writes the clusters of a service, as service details show them.</summary>
    public static void WriteCluster(Utf8JsonWriter writer, string cluster)
    {
        writer.WriteStartObject();
        writer.WriteString("name", cluster);
        writer.WriteStartObject("healthChecker");
        writer.WriteString("type", "TCP");
        writer.WriteEndObject();
        InstanceJson.WriteMetadata(writer, Metadata.Empty);
        writer.WriteEndObject();
    }

    /// <summary>Writes the selector of a service; this server, like the original for naming clients, knows only "none".</summary>
    public static void WriteSelector(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("selector");
        writer.WriteString("type", "none");
        writer.WriteString("contextType", "NONE");
        writer.WriteEndObject();
    }

    private Reply Create(NamingCall call)
    {
        var service = call.BoundService;
        var threshold = call.Parameters.Find("protectThreshold") is { } text ? BoundFloat(text) : 0f;
        return registry.Declare(service, new ServiceSettings(threshold, call.Metadata))
            ? Reply.Ok
            : throw RefusalException.BadRequest($"specified service {service.GroupedName} already exists!");
    }

    private Reply Update(NamingCall call)
    {
        var service = call.Service;
        var text = call.Parameters.Required("protectThreshold");

        // The original reads this one leniently: no number is 0.
        _ = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold);
        return registry.Configure(service, new ServiceSettings(threshold, call.Metadata))
            ? Reply.Ok
            : throw RefusalException.BadRequest($"service {service.GroupedName} not found!");
    }

    private Reply Delete(NamingCall call)
    {
        var service = call.BoundService;
        return registry.Delete(service) ? Reply.Ok : throw RefusalException.BadRequest(registry.Contains(service)
            ? $"Service {service.GroupedName} is not empty, can't be delete. Please unregister instance first"
            : $"service {service.GroupedName} not found!");
    }

    private Reply Detail(NamingCall call)
    {
        var service = call.BoundService;
        var snapshot = registry.Find(service) ?? throw RefusalException.BadRequest(
            $"service not found, namespace: {service.Namespace}, serviceName: {service.GroupedName}");
        return Reply.Json(snapshot, static (writer, snapshot) =>
        {
            var settings = snapshot.Settings ?? ServiceSettings.Default;
            writer.WriteStartObject();
            writer.WriteString("namespaceId", snapshot.Key.Namespace);
            writer.WriteString("groupName", snapshot.Key.Group);
            writer.WriteString("name", snapshot.Key.Name);
            InstanceJson.WriteDecimal(writer, "protectThreshold", settings.ProtectThreshold);
            InstanceJson.WriteMetadata(writer, settings.Metadata);
            WriteSelector(writer);
            writer.WriteStartArray("clusters");
            foreach (var cluster in snapshot.Clusters)
            {
                WriteCluster(writer, cluster);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private Reply List(NamingCall call)
    {
        var parameters = call.Parameters;
        var paging = new Paging(Lenient(parameters.Required("pageNo")), Lenient(parameters.Required("pageSize")));
        var (space, group) = (call.Namespace, parameters.Optional("groupName", ServiceKey.DefaultGroup));
        var names = registry.Services.Where(service => service.Key.Namespace == space && service.Key.Group == group).Select(static service => service.Key.Name).ToList();
        return Reply.Json((names.Count, Page: paging.Of(names)), static (writer, list) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", list.Count);
            writer.WriteStartArray("doms");
            foreach (var name in list.Page)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private Reply Names(NamingCall call) => Reply.Json(registry.Services.Select(static service => service.Key).ToLookup(static key => key.Namespace), static (writer, spaces) =>
    {
        writer.WriteStartObject();

        // The original means to write its internal prefix here and writes this; clients that read the call expect it.
        writer.WriteStartObject("META-INF/services");
        foreach (var space in spaces)
        {
            writer.WriteStartArray(space.Key);
            foreach (var key in space)
            {
                writer.WriteStringValue(key.GroupedName);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>Nobody subscribes over plain HTTP without UDP, which this server does not speak yet.</summary>
    private Reply Subscribers(NamingCall call)
    {
        _ = call.Service;
        return Reply.Json(0, static (writer, count) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("subscribers");
            writer.WriteEndArray();
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        });
    }

    private static int Lenient(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : 1;

    private static float BoundFloat(string text) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw new RefusalException(
        StatusCodes.Status500InternalServerError,
        "caused: Failed to convert value of type 'java.lang.String' to required type 'float'; nested exception is java.lang.NumberFormatException: "
        + $"For input string: \"{text}\";caused: For input string: \"{text}\";");
}
