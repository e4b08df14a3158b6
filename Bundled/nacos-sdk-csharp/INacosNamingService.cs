// The official assembly carries no nullable annotations; stricter ones here would warn on code that compiles against it.
#nullable disable annotations

using Nacos.V2.Naming.Dtos;
using Nacos.V2.Remote;

namespace Nacos.V2;

/// <summary>
/// Registers instances of services and finds them. Every call throws <see cref="Exceptions.NacosException"/> when the server
/// refuses it or none can be reached. A call without a group means <c>DEFAULT_GROUP</c>.
/// </summary>
public interface INacosNamingService
{
    /// <summary>Registers an instance and, when it is ephemeral, keeps it alive by beats; registering it again replaces it.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="ip">Address of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    Task RegisterInstance(string serviceName, string ip, int port);

    /// <summary>Registers an instance and, when it is ephemeral, keeps it alive by beats; registering it again replaces it.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="ip">Address of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    Task RegisterInstance(string serviceName, string groupName, string ip, int port);

    /// <summary>Registers an instance and, when it is ephemeral, keeps it alive by beats; registering it again replaces it.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="ip">Address of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    /// <param name="clusterName">Cluster of the instance.</param>
    Task RegisterInstance(string serviceName, string ip, int port, string clusterName);

    /// <summary>Registers an instance and, when it is ephemeral, keeps it alive by beats; registering it again replaces it.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="ip">Address of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    /// <param name="clusterName">Cluster of the instance.</param>
    Task RegisterInstance(string serviceName, string groupName, string ip, int port, string clusterName);

    /// <summary>Registers an instance and, when it is ephemeral, keeps it alive by beats; registering it again replaces it.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="instance">The instance with all its fields.</param>
    Task RegisterInstance(string serviceName, Instance instance);

    /// <summary>Registers an instance and, when it is ephemeral, keeps it alive by beats; registering it again replaces it.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="instance">The instance with all its fields.</param>
    Task RegisterInstance(string serviceName, string groupName, Instance instance);

    /// <summary>Registers several instances of a service.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="instances">The instances.</param>
    Task BatchRegisterInstance(string serviceName, string groupName, List<Instance> instances);

    /// <summary>Removes several instances of a service.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="instances">The instances.</param>
    Task BatchDeregisterInstance(string serviceName, string groupName, List<Instance> instances);

    /// <summary>Ends the beats of an instance and removes it; removing one that is not there succeeds.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="ip">Address of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    Task DeregisterInstance(string serviceName, string ip, int port);

    /// <summary>Ends the beats of an instance and removes it; removing one that is not there succeeds.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="ip">Address of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    Task DeregisterInstance(string serviceName, string groupName, string ip, int port);

    /// <summary>Ends the beats of an instance and removes it; removing one that is not there succeeds.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="ip">Address of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    /// <param name="clusterName">Cluster of the instance.</param>
    Task DeregisterInstance(string serviceName, string ip, int port, string clusterName);

    /// <summary>Ends the beats of an instance and removes it; removing one that is not there succeeds.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="ip">Address of the instance.</param>
    /// <param name="port">Port of the instance.</param>
    /// <param name="clusterName">Cluster of the instance.</param>
    Task DeregisterInstance(string serviceName, string groupName, string ip, int port, string clusterName);

    /// <summary>Ends the beats of an instance and removes it; removing one that is not there succeeds.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="instance">The instance with all its fields.</param>
    Task DeregisterInstance(string serviceName, Instance instance);

    /// <summary>Ends the beats of an instance and removes it; removing one that is not there succeeds.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="instance">The instance with all its fields.</param>
    Task DeregisterInstance(string serviceName, string groupName, Instance instance);

    /// <summary>Lists the enabled instances of a service, healthy or not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> GetAllInstances(string serviceName);

    /// <summary>Lists the enabled instances of a service, healthy or not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> GetAllInstances(string serviceName, string groupName);

    /// <summary>Lists the enabled instances of a service, healthy or not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> GetAllInstances(string serviceName, bool subscribe);

    /// <summary>Lists the enabled instances of a service, healthy or not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> GetAllInstances(string serviceName, string groupName, bool subscribe);

    /// <summary>Lists the enabled instances of a service, healthy or not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> GetAllInstances(string serviceName, List<string> clusters);

    /// <summary>Lists the enabled instances of a service, healthy or not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> GetAllInstances(string serviceName, string groupName, List<string> clusters);

    /// <summary>Lists the enabled instances of a service, healthy or not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> GetAllInstances(string serviceName, List<string> clusters, bool subscribe);

    /// <summary>Lists the enabled instances of a service, healthy or not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> GetAllInstances(string serviceName, string groupName, List<string> clusters, bool subscribe);

    /// <summary>Lists the enabled instances of a service with a weight above 0 that are healthy, or those that are not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="healthy">Whether healthy or unhealthy ones are wanted.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> SelectInstances(string serviceName, bool healthy);

    /// <summary>Lists the enabled instances of a service with a weight above 0 that are healthy, or those that are not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="healthy">Whether healthy or unhealthy ones are wanted.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> SelectInstances(string serviceName, string groupName, bool healthy);

    /// <summary>Lists the enabled instances of a service with a weight above 0 that are healthy, or those that are not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="healthy">Whether healthy or unhealthy ones are wanted.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> SelectInstances(string serviceName, bool healthy, bool subscribe);

    /// <summary>Lists the enabled instances of a service with a weight above 0 that are healthy, or those that are not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="healthy">Whether healthy or unhealthy ones are wanted.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> SelectInstances(string serviceName, string groupName, bool healthy, bool subscribe);

    /// <summary>Lists the enabled instances of a service with a weight above 0 that are healthy, or those that are not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="healthy">Whether healthy or unhealthy ones are wanted.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> SelectInstances(string serviceName, List<string> clusters, bool healthy);

    /// <summary>Lists the enabled instances of a service with a weight above 0 that are healthy, or those that are not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="healthy">Whether healthy or unhealthy ones are wanted.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> SelectInstances(string serviceName, string groupName, List<string> clusters, bool healthy);

    /// <summary>Lists the enabled instances of a service with a weight above 0 that are healthy, or those that are not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="healthy">Whether healthy or unhealthy ones are wanted.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> SelectInstances(string serviceName, List<string> clusters, bool healthy, bool subscribe);

    /// <summary>Lists the enabled instances of a service with a weight above 0 that are healthy, or those that are not.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="healthy">Whether healthy or unhealthy ones are wanted.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instances; empty for an unknown service.</returns>
    Task<List<Instance>> SelectInstances(string serviceName, string groupName, List<string> clusters, bool healthy, bool subscribe);

    /// <summary>Picks one healthy instance of a service at random by weight.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <returns>The instance.</returns>
    Task<Instance> SelectOneHealthyInstance(string serviceName);

    /// <summary>Picks one healthy instance of a service at random by weight.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <returns>The instance.</returns>
    Task<Instance> SelectOneHealthyInstance(string serviceName, string groupName);

    /// <summary>Picks one healthy instance of a service at random by weight.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instance.</returns>
    Task<Instance> SelectOneHealthyInstance(string serviceName, bool subscribe);

    /// <summary>Picks one healthy instance of a service at random by weight.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instance.</returns>
    Task<Instance> SelectOneHealthyInstance(string serviceName, string groupName, bool subscribe);

    /// <summary>Picks one healthy instance of a service at random by weight.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <returns>The instance.</returns>
    Task<Instance> SelectOneHealthyInstance(string serviceName, List<string> clusters);

    /// <summary>Picks one healthy instance of a service at random by weight.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <returns>The instance.</returns>
    Task<Instance> SelectOneHealthyInstance(string serviceName, string groupName, List<string> clusters);

    /// <summary>Picks one healthy instance of a service at random by weight.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instance.</returns>
    Task<Instance> SelectOneHealthyInstance(string serviceName, List<string> clusters, bool subscribe);

    /// <summary>Picks one healthy instance of a service at random by weight.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="subscribe">Whether to keep a live list of the service in this client and answer from it.</param>
    /// <returns>The instance.</returns>
    Task<Instance> SelectOneHealthyInstance(string serviceName, string groupName, List<string> clusters, bool subscribe);

    /// <summary>Calls a listener with all instances of a service now and at each change. The subscription stays, and its last list too, while no server can be reached.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="listener">What to call on each change.</param>
    Task Subscribe(string serviceName, IEventListener listener);

    /// <summary>Calls a listener with all instances of a service now and at each change. The subscription stays, and its last list too, while no server can be reached.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="listener">What to call on each change.</param>
    Task Subscribe(string serviceName, string groupName, IEventListener listener);

    /// <summary>Calls a listener with all instances of a service now and at each change. The subscription stays, and its last list too, while no server can be reached.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="listener">What to call on each change.</param>
    Task Subscribe(string serviceName, List<string> clusters, IEventListener listener);

    /// <summary>Calls a listener with all instances of a service now and at each change. The subscription stays, and its last list too, while no server can be reached.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="listener">What to call on each change.</param>
    Task Subscribe(string serviceName, string groupName, List<string> clusters, IEventListener listener);

    /// <summary>Ends what Subscribe began with the same arguments.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="listener">What to call on each change.</param>
    Task Unsubscribe(string serviceName, IEventListener listener);

    /// <summary>Ends what Subscribe began with the same arguments.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="listener">What to call on each change.</param>
    Task Unsubscribe(string serviceName, string groupName, IEventListener listener);

    /// <summary>Ends what Subscribe began with the same arguments.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="listener">What to call on each change.</param>
    Task Unsubscribe(string serviceName, List<string> clusters, IEventListener listener);

    /// <summary>Ends what Subscribe began with the same arguments.</summary>
    /// <param name="serviceName">Plain name of the service.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="clusters">Clusters to look in; empty for all.</param>
    /// <param name="listener">What to call on each change.</param>
    Task Unsubscribe(string serviceName, string groupName, List<string> clusters, IEventListener listener);

    /// <summary>Lists the names of services of one group.</summary>
    /// <param name="pageNo">Page, from 1.</param>
    /// <param name="pageSize">Names per page.</param>
    /// <returns>One page of plain names, and how many there are in all.</returns>
    Task<ListView<string>> GetServicesOfServer(int pageNo, int pageSize);

    /// <summary>Lists the names of services of one group.</summary>
    /// <param name="pageNo">Page, from 1.</param>
    /// <param name="pageSize">Names per page.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <returns>One page of plain names, and how many there are in all.</returns>
    Task<ListView<string>> GetServicesOfServer(int pageNo, int pageSize, string groupName);

    /// <summary>Lists the names of services of one group.</summary>
    /// <param name="pageNo">Page, from 1.</param>
    /// <param name="pageSize">Names per page.</param>
    /// <param name="selector">Ignored by servers since 2.0.</param>
    /// <returns>One page of plain names, and how many there are in all.</returns>
    Task<ListView<string>> GetServicesOfServer(int pageNo, int pageSize, AbstractSelector selector);

    /// <summary>Lists the names of services of one group.</summary>
    /// <param name="pageNo">Page, from 1.</param>
    /// <param name="pageSize">Names per page.</param>
    /// <param name="groupName">Group of the service.</param>
    /// <param name="selector">Ignored by servers since 2.0.</param>
    /// <returns>One page of plain names, and how many there are in all.</returns>
    Task<ListView<string>> GetServicesOfServer(int pageNo, int pageSize, string groupName, AbstractSelector selector);

    /// <summary>Lists what is subscribed, with the last lists known.</summary>
    Task<List<ServiceInfo>> GetSubscribeServices();

    /// <summary>Asks the server how it is: UP or DOWN (also when it cannot be reached).</summary>
    Task<string> GetServerStatus();

    /// <summary>Ends beats and subscriptions of this client. Instances stay registered until their lease ends; deregister them first to remove them at once.</summary>
    Task ShutDown();
}
