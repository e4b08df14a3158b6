using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Networking;

namespace Aspire.Hosting.Orchestration;

/// <summary>What every <see cref="ProcessInstance"/> needs.</summary>
internal sealed class ProcessServices(
    EndpointAllocator endpoints,
    ResourceUrls urls,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    TimeProvider timeProvider,
    IServiceProvider provider)
{
    public EndpointAllocator Endpoints => endpoints;

    public ResourceUrls Urls => urls;

    public ResourceNotificationService Notifications => notifications;

    public ResourceLoggerService Loggers => loggers;

    public TimeProvider Time => timeProvider;

    public DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    public Task AnnounceStoppedAsync(IResource resource, string id) => notifications.TryGetCurrentState(id, out var last)
        ? eventing.PublishAsync(new ResourceStoppedEvent(resource, provider, last), EventDispatchBehavior.NonBlockingSequential)
        : Task.CompletedTask;
}
