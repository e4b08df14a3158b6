using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The life of a resource begins; custom resources start their work here.</summary>
/// <param name="resource">The resource.</param>
/// <param name="distributedApplicationEventing">Publishes events.</param>
/// <param name="resourceLoggerService">Logs of resources.</param>
/// <param name="resourceNotificationService">States of resources.</param>
/// <param name="services">Services of the AppHost.</param>
public class InitializeResourceEvent(IResource resource, IDistributedApplicationEventing distributedApplicationEventing, ResourceLoggerService resourceLoggerService, ResourceNotificationService resourceNotificationService, IServiceProvider services)
    : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <summary>Publishes events.</summary>
    public IDistributedApplicationEventing Eventing => distributedApplicationEventing;

    /// <summary>Log of the resource.</summary>
    public ILogger Logger { get; } = resourceLoggerService.GetLogger(resource);

    /// <summary>States of resources.</summary>
    public ResourceNotificationService Notifications => resourceNotificationService;

    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => services;
}

/// <summary>The addresses of the resource are known.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">Services of the AppHost.</param>
public class ResourceEndpointsAllocatedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => services;
}

/// <summary>The connection string of the resource can be read.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">Services of the AppHost.</param>
public class ConnectionStringAvailableEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => services;
}

/// <summary>The resource has waited for its dependencies and starts as soon as the subscribers return.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">Services of the AppHost.</param>
public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => services;
}

/// <summary>The resource runs and is healthy, for the first time since it was started.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">Services of the AppHost.</param>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => services;
}

/// <summary>The resource has ended.</summary>
/// <param name="resource">The resource.</param>
/// <param name="services">Services of the AppHost.</param>
/// <param name="resourceEvent">Its last state.</param>
public class ResourceStoppedEvent(IResource resource, IServiceProvider services, ResourceEvent resourceEvent) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource => resource;

    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => services;

    /// <summary>Its last state.</summary>
    public ResourceEvent ResourceEvent => resourceEvent;
}
