using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Networking;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>Takes the resources through their life: allocates endpoints, starts what need not wait, stops dependents first.</summary>
internal sealed class ApplicationOrchestrator(
    DistributedApplicationModel model,
    ProcessServices processes,
    ProcessLaunch launch,
    ContainerLaunch containers,
    ContainerSession session,
    EndpointAllocator endpoints,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IDistributedApplicationEventing eventing,
    TimeProvider timeProvider,
    IServiceProvider services) : IHostedService, IDisposable
{
    // Ctrl-C must be over within ten seconds; what is left of them is for this process to end.
    private static readonly TimeSpan s_stopBudget = TimeSpan.FromSeconds(8.5);

    // Containers drain as they do in production; the engine kills those that have not ended after their grace period. The host itself waits for 30 s.
    private static readonly TimeSpan s_containerBudget = TimeSpan.FromSeconds(22);

    // Even late in a long chain a process gets a moment to end by itself.
    private static readonly TimeSpan s_leastGrace = TimeSpan.FromSeconds(0.3);

    private readonly Dictionary<IResource, ResourceRunner> _runners = new(ReferenceEqualityComparer.Instance);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources)
        {
            if (resource.Annotations.OfType<ReplicaInstancesAnnotation>().LastOrDefault() is { } replicas)
            {
                IInstanceLauncher launcher = resource.IsContainer() ? containers : launch;
                _runners[resource] = new(processes, eventing, services, resource, [.. replicas.Instances.Select(r => new ProcessInstance(processes, launcher, resource, r))]);
            }
        }

        foreach (var resource in model.Resources)
        {
            await notifications.PublishUpdateAsync(resource, s => s.State is not null || !_runners.ContainsKey(resource) ? s : s with
            {
                State = KnownResourceStates.NotStarted,
                CreationTimeStamp = processes.Now,
            }).ConfigureAwait(false);
            await eventing.PublishAsync(new InitializeResourceEvent(resource, eventing, loggers, notifications, services), EventDispatchBehavior.NonBlockingConcurrent, cancellationToken).ConfigureAwait(false);
        }

        foreach (var resource in _runners.Keys)
        {
            if (resource.IsContainer())
            {
                endpoints.AllocateContainer(resource);
            }
            else
            {
                endpoints.Allocate(resource);
            }
        }

        foreach (var resource in model.Resources.OfType<IResourceWithEndpoints>().Where(_runners.ContainsKey))
        {
            await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }

        foreach (var resource in model.Resources)
        {
            await new PassiveResources(notifications, eventing, services).StartAsync(resource, _runners.ContainsKey(resource), cancellationToken).ConfigureAwait(false);
        }

        foreach (var (resource, runner) in _runners)
        {
            if (!resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
            {
                _ = runner.StartAsync(runner.Instances);
            }
        }

        await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken).ConfigureAwait(false);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        foreach (var runner in _runners.Values)
        {
            runner.CancelStart();
        }

        await StopOrder.RunAsync(_runners.Keys, resource =>
        {
            var left = BudgetOf(resource) - timeProvider.GetElapsedTime(started);
            return _runners[resource].StopAllAsync(left > s_leastGrace ? left : s_leastGrace);
        }).ConfigureAwait(false);
        await session.CleanUpAsync().ConfigureAwait(false);
    }

    /// <summary>Starts a replica by name; it waits for its dependencies as at first.</summary>
    public async Task StartInstanceAsync(string id)
    {
        var (runner, instance) = Find(id);
        await instance.AnnounceStartAsync().ConfigureAwait(false);
        _ = runner.StartAsync([instance]);
    }

    /// <summary>Stops a replica by name.</summary>
    public Task StopInstanceAsync(string id)
    {
        var (runner, instance) = Find(id);
        return runner.StopAsync(instance, BudgetOf(runner.Resource));
    }

    public void Dispose()
    {
        foreach (var runner in _runners.Values)
        {
            runner.Dispose();
        }
    }

    private static TimeSpan BudgetOf(IResource resource) => resource.IsContainer() ? s_containerBudget : s_stopBudget;

    private (ResourceRunner Runner, ProcessInstance Instance) Find(string id)
    {
        foreach (var runner in _runners.Values)
        {
            if (runner.Instances.FirstOrDefault(i => i.Id == id) is { } instance)
            {
                return (runner, instance);
            }
        }

        throw new DistributedApplicationException($"Resource '{id}' was not found.");
    }
}
