// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations


using System.Text.Json.Serialization;
using Nacos.V2.Naming.Dtos;

namespace Nacos.V2.Naming.Event;

/// <summary>The instances of a subscribed service changed.</summary>
public class InstancesChangeEvent : IEvent
{
    /// <summary>Makes an event.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Its group.</param>
    /// <param name="clusters">Clusters of the subscription, comma separated; empty for all.</param>
    /// <param name="hosts">Every instance the service has now.</param>
    public InstancesChangeEvent(string serviceName, string groupName, string clusters, List<Instance> hosts)
    {
        ServiceName = serviceName;
        GroupName = groupName;
        Clusters = clusters;
        Hosts = hosts;
    }

    /// <summary>Plain name of the service.</summary>
    [JsonPropertyName("serviceName")]
    public string ServiceName { get; set; }

    /// <summary>Group of the service.</summary>
    [JsonPropertyName("groupName")]
    public string GroupName { get; set; }

    /// <summary>Clusters of the subscription, comma separated; empty for all.</summary>
    [JsonPropertyName("clusters")]
    public string Clusters { get; set; }

    /// <summary>Every instance the service has now (not only those that changed).</summary>
    [JsonPropertyName("hosts")]
    public List<Instance> Hosts { get; set; }
}
