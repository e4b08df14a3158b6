namespace Aspire.Hosting.Eventing;

/// <summary>A subscription to an event.</summary>
/// <param name="callback">Called with the event.</param>
public class DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
{
    /// <summary>Called with the event.</summary>
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback => callback;
}
