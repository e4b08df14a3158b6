namespace Nacos.V2;

/// <summary>Something that happened in the registry; see <see cref="Naming.Event.InstancesChangeEvent"/>.</summary>
public interface IEvent;
