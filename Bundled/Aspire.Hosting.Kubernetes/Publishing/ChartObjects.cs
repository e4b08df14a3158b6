using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Resources;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Makes objects of resources: a deployment, a service when it has endpoints, and its variables as a config map and a secret.</summary>
/// <param name="environment">The cluster.</param>
/// <param name="executionContext">Publish mode.</param>
/// <param name="values">Gets what the templates refer to.</param>
internal sealed class ChartObjects(KubernetesEnvironmentResource environment, DistributedApplicationExecutionContext executionContext, ChartValues values)
{
    private readonly ChartValue _values = new(values);

    /// <summary>Whether a resource has objects: a container or a project that is published.</summary>
    public static bool HasObjects(IResource resource) => !resource.IsExcludedFromPublish() && resource is ProjectResource or ContainerResource;

    /// <summary>The templates of a resource: name of the file, text.</summary>
    public async Task<IReadOnlyList<(string File, string Text)>> OfAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource.Annotations.OfType<ContainerMountAnnotation>().Any())
        {
            throw new DistributedApplicationException($"This build of Aspire.Hosting.Kubernetes publishes no mounts, and '{resource.Name}' has one.");
        }

        var configuration = new ExecutionConfigurationBuilder(resource);
        var variables = (await configuration.CollectVariablesAsync(executionContext, NullLogger.Instance, cancellationToken).ConfigureAwait(false))
            .Select(pair => (Name: pair.Key, Value: _values.Of(pair.Value))).ToLookup(variable => variable.Value.IsSecret);
        var container = ContainerOf(resource);
        foreach (var argument in await configuration.CollectArgumentsAsync(executionContext, NullLogger.Instance, cancellationToken).ConfigureAwait(false))
        {
            // Written between quotes, where a secret would be seen by whoever may list pods.
            container.Args.Add(_values.Of(argument).Literal ?? throw new DistributedApplicationException($"An argument of '{resource.Name}' refers to a parameter, which this build of Aspire.Hosting.Kubernetes does not publish: use a variable."));
        }

        var name = ChartValue.ObjectName(resource);
        var templates = new List<(string, string)>();
        if (variables[false].Any())
        {
            container.EnvFrom.Add(("configMapRef", $"{name}-config"));
            templates.Add(("config.yaml", Data("ConfigMap", $"{name}-config", "data", resource, variables[false])));
        }

        if (variables[true].Any())
        {
            container.EnvFrom.Add(("secretRef", $"{name}-secrets"));
            templates.Add(("secrets.yaml", Data("Secret", $"{name}-secrets", "stringData", resource, variables[true])));
        }

        if (container.Ports.Count > 0)
        {
            templates.Add(("service.yaml", Service(resource, container)));
        }

        var target = new KubernetesResource(name, resource, environment) { Workload = WorkloadOf(resource, container) };
        foreach (var customization in resource.Annotations.OfType<KubernetesServiceCustomizationAnnotation>())
        {
            customization.Configure(target);
        }

        var yaml = new YamlWriter("\n");
        target.Workload?.Write(yaml);
        templates.Add(("deployment.yaml", yaml.ToString()));
        return templates;
    }

    private ContainerV1 ContainerOf(IResource resource)
    {
        var container = new ContainerV1 { Name = ChartValue.ObjectName(resource), Image = ImageOf(resource), ImagePullPolicy = environment.DefaultImagePullPolicy };
        if (resource is ContainerResource { Entrypoint: { } entrypoint })
        {
            container.Command.Add(entrypoint);
        }

        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().DistinctBy(ChartValue.TargetPort))
        {
            container.Ports.Add((endpoint.Name.ToLowerInvariant(), ChartValue.TargetPort(endpoint)));
        }

        return container;
    }

    private string ImageOf(IResource resource) =>
        resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>() ? values.Image(resource)
        : resource.TryGetContainerImageName(out var image) ? image
        : throw new DistributedApplicationException($"The container '{resource.Name}' has neither an image nor a Dockerfile.");

    private Deployment WorkloadOf(IResource resource, ContainerV1 container)
    {
        var deployment = new Deployment { Metadata = Metadata($"{ChartValue.ObjectName(resource)}-deployment", resource) };
        deployment.Spec.Replicas = 1;
        deployment.Spec.Selector = new(Labels(resource));
        deployment.Spec.Template.Metadata.Labels = Labels(resource);
        deployment.Spec.Template.Spec.Containers.Add(container);
        return deployment;
    }

    private string Data(string kind, string name, string field, IResource resource, IEnumerable<(string Name, ChartText Value)> variables) =>
        Object("v1", kind, Metadata(name, resource)).Map(field, data =>
        {
            foreach (var (variable, value) in variables)
            {
                // Quoted by the template: numbers and booleans, which the API server refuses here, become text.
                var expression = value.Literal is { } literal ? values.Variable(resource, variable, literal) : value.Expression;
                data.Raw(variable, $"{{{{ {expression} | quote }}}}");
            }
        }).ToString();

    private string Service(IResource resource, ContainerV1 container) =>
        Object("v1", "Service", Metadata(ChartValue.ServiceName(resource), resource)).Map("spec", spec => spec
            .Scalar("type", environment.DefaultServiceType)
            .Strings("selector", Labels(resource))
            .Maps("ports", container.Ports, (entry, port) => entry.Scalar("name", port.Name).Scalar("port", port.Number).Scalar("targetPort", port.Number).Scalar("protocol", "TCP"))).ToString();

    private static YamlWriter Object(string version, string kind, ObjectMetaV1 metadata) =>
        new YamlWriter("\n").Scalar("apiVersion", version).Scalar("kind", kind).Map("metadata", metadata.Write);

    private ObjectMetaV1 Metadata(string name, IResource resource) => new() { Name = name, Labels = Labels(resource) };

    private Dictionary<string, string> Labels(IResource resource) => new()
    {
        ["app.kubernetes.io/name"] = environment.Chart.Name,
        ["app.kubernetes.io/component"] = ChartValue.ObjectName(resource),
        ["app.kubernetes.io/instance"] = "{{ .Release.Name }}",
    };
}
