namespace Nacos.V2;

/// <summary>Receives the events of a subscription.</summary>
public interface IEventListener
{
    /// <summary>Called once for each change, in order. An exception thrown here is logged and ends nothing.</summary>
    /// <param name="event">What happened; for a service, an <see cref="Naming.Event.InstancesChangeEvent"/>.</param>
    Task OnEvent(IEvent @event);
}
