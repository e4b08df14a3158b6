// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations


using System.Globalization;
using System.Text.Json.Serialization;
using Nacos.V2.Common;

namespace Nacos.V2.Naming.Dtos;

/// <summary>One address that offers a service.</summary>
public class Instance
{
    /// <summary>Id of the instance; the server makes one (<c>ip#port#cluster#group@@service</c>) when it is empty.</summary>
    [JsonPropertyName("instanceId")]
    public string InstanceId { get; set; }

    /// <summary>IP address or host name.</summary>
    [JsonPropertyName("ip")]
    public string Ip { get; set; }

    /// <summary>Port, 0 to 65535.</summary>
    [JsonPropertyName("port")]
    public int Port { get; set; }

    /// <summary>Share of the traffic relative to other instances, 0 to 10000; 0 gets none.</summary>
    [JsonPropertyName("weight")]
    public double Weight { get; set; } = 1.0D;

    /// <summary>Whether beats arrive in time.</summary>
    [JsonPropertyName("healthy")]
    public bool Healthy { get; set; } = true;

    /// <summary>Whether an operator lets it take traffic.</summary>
    [JsonPropertyName("enabled")]
    public bool Enabled { get; set; } = true;

    /// <summary>Whether it lives by beats; a persistent instance stays until it is deregistered.</summary>
    [JsonPropertyName("ephemeral")]
    public bool Ephemeral { get; set; } = true;

    /// <summary>Cluster within the service.</summary>
    [JsonPropertyName("clusterName")]
    public string ClusterName { get; set; }

    /// <summary>Service, as <c>group@@name</c> when it comes from a server.</summary>
    [JsonPropertyName("serviceName")]
    public string ServiceName { get; set; }

    /// <summary>What the owner says of the instance.</summary>
    [JsonPropertyName("metadata")]
    public Dictionary<string, string> Metadata { get; set; } = [];

    /// <summary>Sets one entry of <see cref="Metadata"/>.</summary>
    /// <param name="key">Name of the entry.</param>
    /// <param name="value">Its value.</param>
    public void AddMetadata(string key, string value) => (Metadata ??= [])[key] = value;

    /// <summary>The address as <c>ip:port</c>.</summary>
    public string ToInetAddr() => string.Create(CultureInfo.InvariantCulture, $"{Ip}:{Port}");

    /// <summary>Milliseconds between two beats: metadata <c>preserved.heart.beat.interval</c>, or 5000.</summary>
    public long GetInstanceHeartBeatInterval() => Milliseconds(PreservedMetadataKeys.BeatInterval, Constants.DefaultBeatInterval);

    /// <summary>Milliseconds without a beat until it is unhealthy: metadata <c>preserved.heart.beat.timeout</c>, or 15000.</summary>
    public long GetInstanceHeartBeatTimeOut() => Milliseconds(PreservedMetadataKeys.BeatTimeout, Constants.DefaultBeatTimeout);

    /// <summary>Milliseconds without a beat until it is removed: metadata <c>preserved.ip.delete.timeout</c>, or 30000.</summary>
    public long GetIpDeleteTimeout() => Milliseconds(PreservedMetadataKeys.DeleteTimeout, Constants.DefaultDeleteTimeout);

    /// <summary>How the server makes ids: metadata <c>preserved.instance.id.generator</c>, or <c>simple</c>.</summary>
    public string GetInstanceIdGenerator()
        => Metadata is not null && Metadata.TryGetValue(PreservedMetadataKeys.InstanceIdGenerator, out var generator)
            ? generator
            : Constants.DefaultInstanceIdGenerator;

    /// <inheritdoc/>
    public override string ToString()
    {
        var metadata = string.Join(",", (Metadata ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"));
        return string.Create(CultureInfo.InvariantCulture, $"Instance{{instanceId='{InstanceId}', ip='{Ip}', port={Port}, weight={Weight}, healthy={Healthy}, enabled={Enabled}, ephemeral={Ephemeral}, clusterName='{ClusterName}', serviceName='{ServiceName}', metadata={{{metadata}}}}}");
    }

    /// <summary>Whether two instances are equal in every field.</summary>
    /// <param name="obj">The other.</param>
    public override bool Equals(object obj)
        => obj is Instance other
            && Port == other.Port
            && Weight.Equals(other.Weight)
            && Healthy == other.Healthy
            && Enabled == other.Enabled
            && Ephemeral == other.Ephemeral
            && Ip == other.Ip
            && InstanceId == other.InstanceId
            && ClusterName == other.ClusterName
            && ServiceName == other.ServiceName
            && SameMetadata(Metadata ?? [], other.Metadata ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ip, Port, ClusterName, ServiceName);

    /// <summary>A copy that shares nothing with this one.</summary>
    internal Instance Copy()
    {
        var copy = (Instance)MemberwiseClone();
        copy.Metadata = Metadata is null ? [] : new Dictionary<string, string>(Metadata);
        return copy;
    }

    private static bool SameMetadata(Dictionary<string, string> left, Dictionary<string, string> right)
        => left.Count == right.Count
            && left.All(entry => right.TryGetValue(entry.Key, out var value) && value == entry.Value);

    private long Milliseconds(string key, long otherwise)
        => Metadata is not null
            && Metadata.TryGetValue(key, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : otherwise;
}
