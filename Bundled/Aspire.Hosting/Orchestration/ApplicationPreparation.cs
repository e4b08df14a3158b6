using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Containers;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace Aspire.Hosting.Orchestration;

/// <summary>The last changes to the model before anything starts.</summary>
internal sealed class ApplicationPreparation(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    IEnumerable<IDistributedApplicationEventingSubscriber> subscribers,
    ContainerEngine engine,
    IServiceProvider services,
    DashboardResource? dashboard = null)
{
    private const string SuffixLetters = "abcdefghijklmnopqrstuvwxyz";
    private const int SuffixLength = 8;

    private bool _done;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_done)
        {
            return;
        }

        _done = true;
        foreach (var subscriber in subscribers)
        {
            await subscriber.SubscribeAsync(eventing, executionContext, cancellationToken).ConfigureAwait(false);
        }

        SetHttp2();
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken).ConfigureAwait(false);
        ModelValidation.Check(model);
        if (executionContext.IsRunMode && model.GetContainerResources().Any())
        {
            // Before the host starts: whoever has no engine reads one sentence, and nothing was started in vain.
            await engine.CheckAsync(cancellationToken).ConfigureAwait(false);
        }

        dashboard?.Add();
        foreach (var resource in model.Resources)
        {
            if (resource is ProjectResource or ExecutableResource || resource.IsContainer())
            {
                NameInstances(resource);
                if (!resource.HasAnnotationOfType<ExcludeLifecycleCommandsAnnotation>())
                {
                    LifecycleCommands.Add(resource);
                }
            }
        }
    }

    private void SetHttp2()
    {
        foreach (var endpoint in model.Resources.Where(r => r.HasAnnotationOfType<Http2ServiceAnnotation>()).SelectMany(r => r.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.Transport = endpoint.UriScheme is "http" or "https" ? "http2" : endpoint.Transport;
        }
    }

    private static void NameInstances(IResource resource) => resource.Annotations.Add(new ReplicaInstancesAnnotation(
    [
        .. Enumerable.Range(0, resource.GetReplicaCount()).Select(_ =>
        {
            var suffix = RandomNumberGenerator.GetString(SuffixLetters, SuffixLength);
            return new ReplicaInstance($"{resource.Name}-{suffix}", suffix);
        }),
    ]));
}
