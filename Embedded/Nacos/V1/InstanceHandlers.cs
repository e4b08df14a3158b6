using Embedded.Nacos.Hosting;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary><c>/instance</c>: register, deregister, an operator's changes, and lists.</summary>
internal sealed class InstanceHandlers(ServiceRegistry registry, Switches switches, TimeProvider clock) : INamingHandlers
{
    public void Map(Action<string, string, Func<NamingCall, Reply>> map)
    {
        map("POST", "/instance", Register);
        map("DELETE", "/instance", Deregister);
        map("PUT", "/instance", Update);
        map("PATCH", "/instance", Patch);
        map("GET", "/instance", Detail);
        map("GET", "/instance/list", List);
        map("GET", "/instance/statuses", Statuses);
    }

    /// <summary>An instance as a request describes it.</summary>
    private static Instance Build(NamingCall call)
    {
        var parameters = call.Parameters;
        var weight = InstanceRules.Weight(parameters.Find("weight") is { } text ? RequestParameters.Double(text) : Instance.DefaultWeight);
        var enabled = (parameters.Find("enabled") ?? parameters.Find("enable")) is not { } flag || RequestParameters.IsTrue(flag);
        return InstanceRules.Verify(new Instance(call.Endpoint, call.Cluster, weight, enabled, parameters.Flag("healthy", true), call.Metadata));
    }

    private Reply Register(NamingCall call)
    {
        var service = call.Service;
        var instance = Build(call);
        if (!call.Parameters.Flag("ephemeral", switches.DefaultInstanceEphemeral))
        {
            throw RefusalException.BadRequest(registry.Find(service) is { Ephemeral: true }
                ? $"errCode: 400, errMsg: Current service {service.GroupedName} is ephemeral service, can't register persistent instance. "
                : "This server keeps no persistent instances; register with ephemeral=true and send beats");
        }

        using var span = RegistryTracing.Start("register", service);
        return registry.Register(service, instance) == RegisterOutcome.PersistentService ? throw PersistentService(service) : Reply.Ok;
    }

    internal static RefusalException PersistentService(ServiceKey service) => RefusalException.BadRequest(
        $"errCode: 400, errMsg: Current service {service.GroupedName} is persistent service, can't register ephemeral instance. ");

    private Reply Deregister(NamingCall call)
    {
        var (service, endpoint) = (call.Service, call.Endpoint);
        if (call.Parameters.Flag("ephemeral", true))
        {
            using var span = RegistryTracing.Start("deregister", service);
            registry.Deregister(service, endpoint);
        }

        return Reply.Ok;
    }

    /// <summary>An operator's word: what the request leaves out goes back to its default.</summary>
    private Reply Update(NamingCall call)
    {
        var service = call.Service;
        var instance = Build(call);
        var change = new InstanceOverride(instance.Weight, instance.Enabled, instance.Metadata);
        using var span = RegistryTracing.Start("override", service);
        return registry.Override(service, instance.Endpoint, instance.Cluster, _ => change)
            ? Reply.Ok
            : throw RefusalException.BadRequest(
                $"service not found, namespace: {service.Namespace}, service: Service{{namespace='{service.Namespace}', group='{service.Group}', "
                + $"name='{service.Name}', ephemeral={(call.Parameters.Flag("ephemeral", true) ? "true" : "false")}, revision=0}}");
    }

    /// <summary>An operator's word: what the request leaves out stays.</summary>
    private Reply Patch(NamingCall call)
    {
        var parameters = call.Parameters;
        var service = call.Service;
        var instance = Find(service, call.Endpoint, call.Cluster).Instance;
        var metadata = parameters.Find("metadata") is null ? null : call.Metadata;
        double? weight = parameters.Find("weight") is { } text ? InstanceRules.Weight(RequestParameters.Double(text)) : null;
        bool? enabled = parameters.Find("enabled") is { } flag ? RequestParameters.IsTrue(flag) : null;
        using var span = RegistryTracing.Start("override", service);
        registry.Override(service, instance.Endpoint, instance.Cluster, previous => new(
            weight ?? previous?.Weight ?? instance.Weight,
            enabled ?? previous?.Enabled ?? instance.Enabled,
            metadata ?? previous?.Metadata ?? Metadata.Empty));
        return Reply.Ok;
    }

    private Reply Detail(NamingCall call)
    {
        var service = call.Service;
        var cluster = call.Parameters.Optional("clusterName", Instance.DefaultCluster);
        return Reply.Json(Find(service, call.Endpoint, cluster), static (writer, found) =>
        {
            var (snapshot, instance) = found;
            writer.WriteStartObject();
            writer.WriteString("service", snapshot.Key.GroupedName);
            writer.WriteString("ip", instance.Endpoint.Ip);
            writer.WriteNumber("port", instance.Endpoint.Port);
            writer.WriteString("clusterName", instance.Cluster);
            InstanceJson.WriteDecimal(writer, "weight", instance.Weight);
            writer.WriteBoolean("healthy", instance.Healthy);
            writer.WriteString("instanceId", InstanceJson.Id(snapshot.Key, instance));
            InstanceJson.WriteMetadata(writer, instance.Metadata);
            writer.WriteEndObject();
        });
    }

    private Reply List(NamingCall call)
    {
        var service = call.Service;
        var parameters = call.Parameters;
        if (parameters.Find("udpPort") is { } port)
        {
            RequestParameters.Integer(port);
        }

        var snapshot = registry.Find(service) ?? new ServiceSnapshot(service, Ephemeral: true, null, [], clock.GetUtcNow().ToUnixTimeMilliseconds());
        return Reply.Json(ServiceInfoJson.Render(
            snapshot, parameters.Optional("clusters", ""), parameters.Flag("healthyOnly", false), switches.PushCacheMillis));
    }

    private Reply Statuses(NamingCall call)
    {
        // namespace##group@@service
        var key = call.Parameters.Required("key");
        var space = key.IndexOf("##", StringComparison.Ordinal);
        var name = space < 0 ? key : key[(space + 2)..];
        var group = name.IndexOf(ServiceKey.GroupSeparator, StringComparison.Ordinal);
        var service = new ServiceKey(
            space < 0 ? ServiceKey.DefaultNamespace : key[..space],
            group < 0 ? ServiceKey.DefaultGroup : name[..group],
            group < 0 ? name : name[(group + 2)..]);
        return Reply.Json(registry.Find(service)?.Instances ?? [], static (writer, instances) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("ips");
            foreach (var instance in instances)
            {
                writer.WriteStringValue($"{instance.Endpoint}_{(instance.Healthy ? "true" : "false")}");
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private (ServiceSnapshot Snapshot, Instance Instance) Find(ServiceKey service, Endpoint endpoint, string cluster)
    {
        if (registry.Find(service) is not { Instances: { Length: > 0 } instances } snapshot)
        {
            throw RefusalException.NotFound($"no ips found for cluster {cluster} in service {service.GroupedName}");
        }

        foreach (var instance in instances)
        {
            if (instance.Endpoint == endpoint && instance.Cluster == cluster)
            {
                return (snapshot, instance);
            }
        }

        throw RefusalException.NotFound("no matched ip found!");
    }
}
