using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The application is about to start; the model can still be changed.</summary>
/// <param name="services">Services of the AppHost.</param>
/// <param name="model">The resources.</param>
public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => services;

    /// <summary>The resources.</summary>
    public DistributedApplicationModel Model => model;
}

/// <summary>Every resource was submitted; those that wait may not run yet.</summary>
/// <param name="services">Services of the AppHost.</param>
/// <param name="model">The resources.</param>
public class AfterResourcesCreatedEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>Services of the AppHost.</summary>
    public IServiceProvider Services => services;

    /// <summary>The resources.</summary>
    public DistributedApplicationModel Model => model;
}
