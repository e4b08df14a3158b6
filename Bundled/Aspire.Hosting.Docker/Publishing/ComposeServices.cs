using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Docker.Publishing;

/// <summary>Makes services of resources.</summary>
/// <param name="environment">The Compose project.</param>
/// <param name="executionContext">Publish mode.</param>
internal sealed class ComposeServices(DockerComposeEnvironmentResource environment, DistributedApplicationExecutionContext executionContext)
{
    private readonly ComposeValue _values = new(environment);

    /// <summary>Whether a resource is a service: a container or a project that is published.</summary>
    public static bool IsService(IResource resource) =>
        !resource.IsExcludedFromPublish() && (resource is ProjectResource or ContainerResource);

    public async Task<Service> OfAsync(IResource resource, CancellationToken cancellationToken)
    {
        var configuration = new ExecutionConfigurationBuilder(resource);
        var service = new Service { Name = ComposeVariables.ServiceName(resource), Image = ImageOf(resource) };
        if (resource is ContainerResource { Entrypoint: { } entrypoint })
        {
            service.Entrypoint.Add(entrypoint);
        }

        foreach (var argument in await configuration.CollectArgumentsAsync(executionContext, NullLogger.Instance, cancellationToken).ConfigureAwait(false))
        {
            service.Command.Add(_values.Of(argument));
        }

        foreach (var (name, value) in await configuration.CollectVariablesAsync(executionContext, NullLogger.Instance, cancellationToken).ConfigureAwait(false))
        {
            service.AddEnvironmentalVariable(name, _values.Of(value));
        }

        AddPorts(resource, service);
        foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>())
        {
            service.AddVolume(VolumeOf(resource, mount));
        }

        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>().Where(wait => IsService(wait.Resource)))
        {
            service.DependsOn[ComposeVariables.ServiceName(wait.Resource)] = new() { Condition = wait.WaitType == WaitType.WaitForCompletion ? "service_completed_successfully" : "service_started" };
        }

        return service;
    }

    private string? ImageOf(IResource resource) =>
        resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>()
            ? ComposeVariables.Image(resource, environment)
            : resource.TryGetContainerImageName(out var image)
                ? image
                : throw new DistributedApplicationException($"The container '{resource.Name}' has neither an image nor a Dockerfile.");

    private void AddPorts(IResource resource, Service service)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var target = _values.TargetPort(resource, endpoint);
            var (list, port) = endpoint switch
            {
                { IsExternal: false } => (service.Expose, target),
                { Port: { } host, FromLaunchProfile: false } => (service.Ports, FormattableString.Invariant($"{host}:{target}")),
                _ => (service.Ports, target),
            };
            if (!list.Contains(port))
            {
                list.Add(port);
            }
        }
    }

    private static Volume VolumeOf(IResource resource, ContainerMountAnnotation mount) => new()
    {
        Name = mount.Source is { } source && mount.Type == ContainerMountType.Volume ? source : ComposeVariables.ServiceName(resource),
        Type = mount.Type == ContainerMountType.BindMount ? "bind" : "volume",
        Source = mount.Source,
        Target = mount.Target,
        ReadOnly = mount.IsReadOnly,
    };
}
