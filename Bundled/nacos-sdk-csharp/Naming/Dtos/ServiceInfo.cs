// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations


using System.Text.Json.Serialization;
using Nacos.V2.Common;

namespace Nacos.V2.Naming.Dtos;

/// <summary>A service and its instances, as a server lists them.</summary>
public class ServiceInfo
{
    /// <summary>An empty list.</summary>
    public ServiceInfo()
    {
    }

    /// <summary>An empty list named by a key <c>group@@name</c> or <c>group@@name@@clusters</c>.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="ArgumentException">The key has no group.</exception>
    public ServiceInfo(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var parts = key.Split(Constants.GroupSeparator);
        if (parts.Length < 2)
        {
            throw new ArgumentException($"'{key}' has no group: a key is written group{Constants.GroupSeparator}name.", nameof(key));
        }

        GroupName = parts[0];
        Name = parts[1];
        Clusters = parts.Length > 2 ? parts[2] : null;
    }

    /// <summary>An empty list.</summary>
    /// <param name="serviceName">Name of the service, with or without <c>group@@</c>.</param>
    /// <param name="clusters">Clusters asked for, comma separated.</param>
    public ServiceInfo(string serviceName, string clusters)
    {
        Name = serviceName;
        Clusters = clusters;
    }

    /// <summary>Name of the service, with or without <c>group@@</c> as the server's version writes it.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; }

    /// <summary>Group of the service.</summary>
    [JsonPropertyName("groupName")]
    public string GroupName { get; set; }

    /// <summary>Milliseconds the server lets a client keep the list.</summary>
    [JsonPropertyName("cacheMillis")]
    public long CacheMillis { get; set; } = 1000L;

    /// <summary>When the server made the list, in milliseconds since 1970.</summary>
    [JsonPropertyName("lastRefTime")]
    public long LastRefTime { get; set; }

    /// <summary>Checksum by the server; empty since 2.0.</summary>
    [JsonPropertyName("checksum")]
    public string Checksum { get; set; } = "";

    /// <summary>The enabled instances.</summary>
    [JsonPropertyName("hosts")]
    public List<Instance> Hosts { get; set; } = [];

    /// <summary>Whether unhealthy instances are in the list because of the protect threshold.</summary>
    [JsonPropertyName("allIPs")]
    public bool AllIPs { get; set; }

    /// <summary>Clusters asked for, comma separated; empty for all.</summary>
    [JsonPropertyName("clusters")]
    public string Clusters { get; set; }

    /// <summary>How many instances the list has.</summary>
    public int IpCount() => Hosts.Count;

    /// <summary>Key of the list: <c>group@@name</c>, and <c>@@clusters</c> when it has clusters.</summary>
    public string GetKey() => GetKey(GroupedName(), Clusters);

    /// <summary>Key of a list.</summary>
    /// <param name="name">Name of the service, <c>group@@name</c>.</param>
    /// <param name="clusters">Clusters, comma separated; empty for all.</param>
    public static string GetKey(string name, string clusters)
        => string.IsNullOrEmpty(clusters) ? name : name + Constants.GroupSeparator + clusters;

    /// <summary>An empty list named by a key; parts that the key lacks stay null.</summary>
    /// <param name="key">A key as <see cref="GetKey()"/> gives.</param>
    public static ServiceInfo FromKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Contains(Constants.GroupSeparator, StringComparison.Ordinal) ? new ServiceInfo(key) : new ServiceInfo();
    }

    /// <inheritdoc/>
    public override string ToString() => GetKey();

    private string GroupedName()
        => string.IsNullOrWhiteSpace(GroupName) || Name.Contains(Constants.GroupSeparator, StringComparison.Ordinal)
            ? Name
            : GroupName + Constants.GroupSeparator + Name;
}
