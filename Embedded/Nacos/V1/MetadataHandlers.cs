using System.Text.Json;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary><c>/instance/metadata/batch</c>: lays metadata over many instances, or takes it away again.</summary>
internal sealed class MetadataHandlers(ServiceRegistry registry) : INamingHandlers
{
    public void Map(Action<string, string, Func<NamingCall, Reply>> map)
    {
        map("PUT", "/instance/metadata/batch", call => Change(call, static (current, metadata) => current.Merge(metadata)));
        map("DELETE", "/instance/metadata/batch", call => Change(call, static (current, metadata) => current.Without(metadata.Keys)));
    }

    private Reply Change(NamingCall call, Func<Metadata, Metadata, Metadata> change)
    {
        var service = call.Service;
        _ = call.Parameters.Required("metadata");
        var metadata = call.Metadata;
        var updated = new List<Instance>();
        foreach (var instance in Targets(call, service))
        {
            registry.Override(service, instance.Endpoint, instance.Cluster, previous =>
            {
                var basis = previous ?? new InstanceOverride(instance.Weight, instance.Enabled, Metadata.Empty);
                return basis with { Metadata = change(basis.Metadata, metadata) };
            });
            updated.Add(instance);
        }

        return Reply.Json(updated, static (writer, updated) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("updated");
            foreach (var instance in updated)
            {
                writer.WriteStringValue($"{instance.Endpoint}:unknown:{instance.Cluster}:ephemeral");
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>The instances the request names, or all; none of the persistent kind, which this server does not keep.</summary>
    private IEnumerable<Instance> Targets(NamingCall call, ServiceKey service)
    {
        var instances = registry.Find(service)?.Instances ?? [];
        if (call.Parameters.Find("consistencyType") == "persist")
        {
            return [];
        }

        if (call.Parameters.Find("instances") is not { } list)
        {
            return instances;
        }

        try
        {
            var wanted = JsonSerializer.Deserialize(list, InstanceAddressContext.Default.InstanceAddressArray) ?? [];
            return wanted.Length == 0 ? instances : instances.Where(instance => wanted.Any(address =>
                address.Ip == instance.Endpoint.Ip && address.Port == instance.Endpoint.Port
                && (string.IsNullOrEmpty(address.ClusterName) ? Instance.DefaultCluster : address.ClusterName) == instance.Cluster));
        }
        catch (JsonException exception)
        {
            throw RefusalException.BadRequest($"Param 'instances' is not a JSON list of instances: {exception.Message}");
        }
    }
}
