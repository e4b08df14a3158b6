using System.Text.Json;
using Embedded.Nacos.Http;
using Embedded.Nacos.Registry;

namespace Embedded.Nacos.V1;

/// <summary>The list of a service's instances, as its consumers read it.</summary>
internal static class ServiceInfoJson
{
    /// <summary>Renders a list: enabled instances of the wanted clusters, under the service's protection threshold.</summary>
    /// <param name="snapshot">The service.</param>
    /// <param name="clusters">Comma-separated clusters; empty means all.</param>
    /// <param name="healthyOnly">Leaves unhealthy instances out.</param>
    /// <param name="cacheMillis">Time the client may keep the answer.</param>
    public static byte[] Render(ServiceSnapshot snapshot, string clusters, bool healthyOnly, long cacheMillis)
    {
        if (clusters.Length != 0 || healthyOnly)
        {
            return Build(snapshot, clusters, healthyOnly, cacheMillis);
        }

        // What every poll of every consumer asks for: rendered once for each state of the service.
        if (snapshot.Rendered is not { } rendered || rendered.CacheMillis != cacheMillis)
        {
            snapshot.Rendered = rendered = new(cacheMillis, Build(snapshot, clusters, healthyOnly, cacheMillis));
        }

        return rendered.Body;
    }

    private static byte[] Build(ServiceSnapshot snapshot, string clusters, bool healthyOnly, long cacheMillis)
    {
        var wanted = clusters.Length == 0 ? null : clusters.Split(',');
        var hosts = new List<Instance>(snapshot.Instances.Length);
        var healthy = 0;
        foreach (var instance in snapshot.Instances)
        {
            if (instance.Enabled && (wanted is null || wanted.Contains(instance.Cluster)) && (instance.Healthy || !healthyOnly))
            {
                hosts.Add(instance);
                healthy += instance.Healthy ? 1 : 0;
            }
        }

        // A share of nothing is not a number, which no threshold reaches.
        var protect = snapshot.Settings is { } settings && (float)healthy / hosts.Count <= settings.ProtectThreshold;
        return Reply.Render((snapshot, clusters, hosts, protect, cacheMillis), static (writer, list) => Write(writer, list));
    }

    private static void Write(
        Utf8JsonWriter writer, (ServiceSnapshot Snapshot, string Clusters, List<Instance> Hosts, bool Protect, long CacheMillis) list)
    {
        writer.WriteStartObject();
        writer.WriteString("name", list.Snapshot.Key.GroupedName);
        writer.WriteString("groupName", list.Snapshot.Key.Group);
        writer.WriteString("clusters", list.Clusters);
        writer.WriteNumber("cacheMillis", list.CacheMillis);
        writer.WriteStartArray("hosts");
        foreach (var instance in list.Hosts)
        {
            InstanceJson.Write(writer, list.Snapshot, instance, instance.Healthy || list.Protect);
        }

        writer.WriteEndArray();
        writer.WriteNumber("lastRefTime", list.Snapshot.Time);
        writer.WriteString("checksum", "");
        writer.WriteBoolean("allIPs", false);
        writer.WriteBoolean("reachProtectionThreshold", list.Protect);
        writer.WriteBoolean("valid", true);
        writer.WriteEndObject();
    }
}
