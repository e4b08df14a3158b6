using System.Collections.Immutable;
using Nacos.V2;
using Nacos.V2.Naming.Dtos;
using Nacos.V2.Naming.Event;

namespace Registry.Bridge;

/// <summary>One followed service: keeps its last list and says when there is a new one.</summary>
internal sealed class Subscription(string group, string service, InstanceLists lists, Action changed) : IEventListener
{
    /// <summary>True once the SDK has subscribed and the first list has been heard.</summary>
    public bool Followed { get; set; }

    public Task OnEvent(IEvent @event)
    {
        if (@event is InstancesChangeEvent change)
        {
            Hear(change.Hosts ?? []);
            changed();
        }

        return Task.CompletedTask;
    }

    public void Hear(IReadOnlyCollection<Instance> instances)
    {
        // Nacos lists only enabled instances; a server that lists the others too says so.
        ImmutableArray<RegistryInstance> heard = [.. instances.Where(i => i.Enabled).Select(RegistryInstance.From)];
        lists.Set(group, service, heard);
    }
}
