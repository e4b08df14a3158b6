// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations

using Nacos.V2.Common;
using Nacos.V2.Naming.Dtos;
using Nacos.V2.Remote;

namespace Nacos.V2.Naming;

/// <content>The shorter forms: each fills in defaults and calls the full form.</content>
public partial class NacosNamingService
{
    /// <inheritdoc/>
    public Task RegisterInstance(string serviceName, string ip, int port)
        => RegisterInstance(serviceName, Constants.DefaultGroup, new Instance { Ip = ip, Port = port, ClusterName = Constants.DefaultCluster });

    /// <inheritdoc/>
    public Task RegisterInstance(string serviceName, string groupName, string ip, int port)
        => RegisterInstance(serviceName, groupName, new Instance { Ip = ip, Port = port, ClusterName = Constants.DefaultCluster });

    /// <inheritdoc/>
    public Task RegisterInstance(string serviceName, string ip, int port, string clusterName)
        => RegisterInstance(serviceName, Constants.DefaultGroup, new Instance { Ip = ip, Port = port, ClusterName = clusterName });

    /// <inheritdoc/>
    public Task RegisterInstance(string serviceName, string groupName, string ip, int port, string clusterName)
        => RegisterInstance(serviceName, groupName, new Instance { Ip = ip, Port = port, ClusterName = clusterName });

    /// <inheritdoc/>
    public Task RegisterInstance(string serviceName, Instance instance)
        => RegisterInstance(serviceName, Constants.DefaultGroup, instance);

    /// <inheritdoc/>
    public Task DeregisterInstance(string serviceName, string ip, int port)
        => DeregisterInstance(serviceName, Constants.DefaultGroup, new Instance { Ip = ip, Port = port, ClusterName = Constants.DefaultCluster });

    /// <inheritdoc/>
    public Task DeregisterInstance(string serviceName, string groupName, string ip, int port)
        => DeregisterInstance(serviceName, groupName, new Instance { Ip = ip, Port = port, ClusterName = Constants.DefaultCluster });

    /// <inheritdoc/>
    public Task DeregisterInstance(string serviceName, string ip, int port, string clusterName)
        => DeregisterInstance(serviceName, Constants.DefaultGroup, new Instance { Ip = ip, Port = port, ClusterName = clusterName });

    /// <inheritdoc/>
    public Task DeregisterInstance(string serviceName, string groupName, string ip, int port, string clusterName)
        => DeregisterInstance(serviceName, groupName, new Instance { Ip = ip, Port = port, ClusterName = clusterName });

    /// <inheritdoc/>
    public Task DeregisterInstance(string serviceName, Instance instance)
        => DeregisterInstance(serviceName, Constants.DefaultGroup, instance);

    /// <inheritdoc/>
    public Task<List<Instance>> GetAllInstances(string serviceName)
        => GetAllInstances(serviceName, Constants.DefaultGroup, [], true);

    /// <inheritdoc/>
    public Task<List<Instance>> GetAllInstances(string serviceName, string groupName)
        => GetAllInstances(serviceName, groupName, [], true);

    /// <inheritdoc/>
    public Task<List<Instance>> GetAllInstances(string serviceName, bool subscribe)
        => GetAllInstances(serviceName, Constants.DefaultGroup, [], subscribe);

    /// <inheritdoc/>
    public Task<List<Instance>> GetAllInstances(string serviceName, string groupName, bool subscribe)
        => GetAllInstances(serviceName, groupName, [], subscribe);

    /// <inheritdoc/>
    public Task<List<Instance>> GetAllInstances(string serviceName, List<string> clusters)
        => GetAllInstances(serviceName, Constants.DefaultGroup, clusters, true);

    /// <inheritdoc/>
    public Task<List<Instance>> GetAllInstances(string serviceName, string groupName, List<string> clusters)
        => GetAllInstances(serviceName, groupName, clusters, true);

    /// <inheritdoc/>
    public Task<List<Instance>> GetAllInstances(string serviceName, List<string> clusters, bool subscribe)
        => GetAllInstances(serviceName, Constants.DefaultGroup, clusters, subscribe);

    /// <inheritdoc/>
    public Task<List<Instance>> SelectInstances(string serviceName, bool healthy)
        => SelectInstances(serviceName, Constants.DefaultGroup, [], healthy, true);

    /// <inheritdoc/>
    public Task<List<Instance>> SelectInstances(string serviceName, string groupName, bool healthy)
        => SelectInstances(serviceName, groupName, [], healthy, true);

    /// <inheritdoc/>
    public Task<List<Instance>> SelectInstances(string serviceName, bool healthy, bool subscribe)
        => SelectInstances(serviceName, Constants.DefaultGroup, [], healthy, subscribe);

    /// <inheritdoc/>
    public Task<List<Instance>> SelectInstances(string serviceName, string groupName, bool healthy, bool subscribe)
        => SelectInstances(serviceName, groupName, [], healthy, subscribe);

    /// <inheritdoc/>
    public Task<List<Instance>> SelectInstances(string serviceName, List<string> clusters, bool healthy)
        => SelectInstances(serviceName, Constants.DefaultGroup, clusters, healthy, true);

    /// <inheritdoc/>
    public Task<List<Instance>> SelectInstances(string serviceName, string groupName, List<string> clusters, bool healthy)
        => SelectInstances(serviceName, groupName, clusters, healthy, true);

    /// <inheritdoc/>
    public Task<List<Instance>> SelectInstances(string serviceName, List<string> clusters, bool healthy, bool subscribe)
        => SelectInstances(serviceName, Constants.DefaultGroup, clusters, healthy, subscribe);

    /// <inheritdoc/>
    public Task<Instance> SelectOneHealthyInstance(string serviceName)
        => SelectOneHealthyInstance(serviceName, Constants.DefaultGroup, [], true);

    /// <inheritdoc/>
    public Task<Instance> SelectOneHealthyInstance(string serviceName, string groupName)
        => SelectOneHealthyInstance(serviceName, groupName, [], true);

    /// <inheritdoc/>
    public Task<Instance> SelectOneHealthyInstance(string serviceName, bool subscribe)
        => SelectOneHealthyInstance(serviceName, Constants.DefaultGroup, [], subscribe);

    /// <inheritdoc/>
    public Task<Instance> SelectOneHealthyInstance(string serviceName, string groupName, bool subscribe)
        => SelectOneHealthyInstance(serviceName, groupName, [], subscribe);

    /// <inheritdoc/>
    public Task<Instance> SelectOneHealthyInstance(string serviceName, List<string> clusters)
        => SelectOneHealthyInstance(serviceName, Constants.DefaultGroup, clusters, true);

    /// <inheritdoc/>
    public Task<Instance> SelectOneHealthyInstance(string serviceName, string groupName, List<string> clusters)
        => SelectOneHealthyInstance(serviceName, groupName, clusters, true);

    /// <inheritdoc/>
    public Task<Instance> SelectOneHealthyInstance(string serviceName, List<string> clusters, bool subscribe)
        => SelectOneHealthyInstance(serviceName, Constants.DefaultGroup, clusters, subscribe);

    /// <inheritdoc/>
    public Task Subscribe(string serviceName, IEventListener listener)
        => Subscribe(serviceName, Constants.DefaultGroup, [], listener);

    /// <inheritdoc/>
    public Task Subscribe(string serviceName, string groupName, IEventListener listener)
        => Subscribe(serviceName, groupName, [], listener);

    /// <inheritdoc/>
    public Task Subscribe(string serviceName, List<string> clusters, IEventListener listener)
        => Subscribe(serviceName, Constants.DefaultGroup, clusters, listener);

    /// <inheritdoc/>
    public Task Unsubscribe(string serviceName, IEventListener listener)
        => Unsubscribe(serviceName, Constants.DefaultGroup, [], listener);

    /// <inheritdoc/>
    public Task Unsubscribe(string serviceName, string groupName, IEventListener listener)
        => Unsubscribe(serviceName, groupName, [], listener);

    /// <inheritdoc/>
    public Task Unsubscribe(string serviceName, List<string> clusters, IEventListener listener)
        => Unsubscribe(serviceName, Constants.DefaultGroup, clusters, listener);

    /// <inheritdoc/>
    public Task<ListView<string>> GetServicesOfServer(int pageNo, int pageSize)
        => GetServicesOfServer(pageNo, pageSize, Constants.DefaultGroup, null);

    /// <inheritdoc/>
    public Task<ListView<string>> GetServicesOfServer(int pageNo, int pageSize, string groupName)
        => GetServicesOfServer(pageNo, pageSize, groupName, null);

    /// <inheritdoc/>
    public Task<ListView<string>> GetServicesOfServer(int pageNo, int pageSize, AbstractSelector selector)
        => GetServicesOfServer(pageNo, pageSize, Constants.DefaultGroup, selector);
}
