using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Networking;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>What every <see cref="ProcessInstance"/> needs.</summary>
internal sealed class ProcessServices(
    ProcessLauncher launcher,
    LaunchPlanner planner,
    EndpointAllocator endpoints,
    ResourceUrls urls,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    DistributedApplicationExecutionContext executionContext,
    TimeProvider timeProvider,
    IServiceProvider provider)
{
    public ProcessLauncher Launcher => launcher;

    public LaunchPlanner Planner => planner;

    public EndpointAllocator Endpoints => endpoints;

    public ResourceUrls Urls => urls;

    public ResourceNotificationService Notifications => notifications;

    public ResourceLoggerService Loggers => loggers;

    public DistributedApplicationExecutionContext ExecutionContext => executionContext;

    public TimeProvider Time => timeProvider;

    public DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    public Task AnnounceStoppedAsync(IResource resource, string id) => notifications.TryGetCurrentState(id, out var last)
        ? eventing.PublishAsync(new ResourceStoppedEvent(resource, provider, last), EventDispatchBehavior.NonBlockingSequential)
        : Task.CompletedTask;
}
