using System.Globalization;
using System.Text;
using Nacos.V2.Common;
using Nacos.V2.Naming.Dtos;

namespace Nacos.V2.Naming.Http;

/// <summary>Builds the parameters of a request, <c>application/x-www-form-urlencoded</c>, the same whatever the culture.</summary>
internal sealed class Parameters
{
    private readonly StringBuilder _text = new();

    /// <summary>What names one instance: namespace, service, group, cluster, address.</summary>
    public static Parameters Of(string namespaceId, ServiceKey service, Instance instance)
        => Of(namespaceId, service)
            .Add("clusterName", string.IsNullOrEmpty(instance.ClusterName) ? Constants.DefaultCluster : instance.ClusterName)
            .Add("ip", instance.Ip)
            .Add("port", instance.Port.ToString(CultureInfo.InvariantCulture));

    /// <summary>What names a service.</summary>
    public static Parameters Of(string namespaceId, ServiceKey service)
        => new Parameters()
            .Add("namespaceId", namespaceId)
            .Add("serviceName", service.Grouped)
            .Add("groupName", service.Group);

    /// <summary>Everything the owner says of an instance.</summary>
    public Parameters AddDetails(Instance instance)
    {
        Add("weight", instance.Weight.ToString(CultureInfo.InvariantCulture));
        Add("enabled", instance.Enabled ? "true" : "false");
        Add("healthy", instance.Healthy ? "true" : "false");
        Add("ephemeral", instance.Ephemeral ? "true" : "false");
        Add("metadata", NacosJson.Write(instance.Metadata ?? []));
        return this;
    }

    public Parameters Add(string name, string? value)
    {
        if (_text.Length > 0)
        {
            _text.Append('&');
        }

        _text.Append(name).Append('=').Append(Uri.EscapeDataString(value ?? ""));
        return this;
    }

    public override string ToString() => _text.ToString();
}
