using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Networking;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Containers;

/// <summary>Starts replicas as containers.</summary>
internal sealed class ContainerLaunch(
    ContainerEngine engine,
    ContainerSession session,
    ContainerImages images,
    EndpointAllocator endpoints,
    HostGateway gateway,
    DistributedApplicationExecutionContext executionContext,
    TimeProvider timeProvider) : IInstanceLauncher
{
    // What drains needs it: a node leaves the registry, waits for its clients, and then for the requests that it still has.
    public TimeSpan Grace { get; } = TimeSpan.FromSeconds(15);

    public string? FailureOf(IResource resource) => endpoints.FailureOf(resource);

    public async Task<PreparedInstance> PrepareAsync(IResource resource, ReplicaInstance replica, ResourceLog log, CancellationToken cancellationToken)
    {
        var image = resource.Annotations.OfType<ContainerImageAnnotation>().Last();
        var name = EngineCommands.Image(image);
        if (resource.Annotations.OfType<DockerfileBuildAnnotation>().LastOrDefault() is { } build)
        {
            await images.BuildAsync(resource, build, name, log, cancellationToken).ConfigureAwait(false);
        }

        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().WithArgumentsConfig()
            .BuildAsync(executionContext, log, cancellationToken).ConfigureAwait(false);
        if (configuration.Exception is { } failure)
        {
            throw failure;
        }

        var spec = await DescribeAsync(resource, replica, name, configuration, cancellationToken).ConfigureAwait(false);
        if (spec.Mounts.FirstOrDefault(m => m.Type == ContainerMountType.BindMount && !Path.Exists(m.Source)) is { Source: { } missing })
        {
            throw new ContainerException(EngineMessages.MountSourceMissing(missing));
        }

        var id = await CreateAsync(spec, log, cancellationToken).ConfigureAwait(false);
        ContainerProcess? container = null;
        return new()
        {
            Environment = spec.Environment,
            Volumes = [.. spec.Mounts.Select(m => new VolumeSnapshot(m.Source, m.Target, m.Type == ContainerMountType.BindMount ? "bind" : "volume", m.IsReadOnly))],
            Start = output => container = ContainerProcess.Start(engine, id, Grace, timeProvider, output),
            Running = () => container!.RunningAsync(),
            Abandon = () => engine.RunAsync(EngineCommands.Remove([id])),
            Properties = _ => Properties(resource, spec, id, configuration.Arguments.Any(a => a.IsSensitive)),
        };
    }

    private async Task<ContainerSpec> DescribeAsync(IResource resource, ReplicaInstance replica, string image, IExecutionConfigurationResult configuration, CancellationToken cancellationToken)
    {
        var network = await session.NetworkAsync(cancellationToken).ConfigureAwait(false);
        var runtime = new ContainerRuntimeArgsCallbackContext([], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(runtime).ConfigureAwait(false);
        }

        return new()
        {
            Name = resource.Annotations.OfType<ContainerNameAnnotation>().LastOrDefault()?.Name ?? replica.Id,
            Image = image,
            Network = network.Name,
            Aliases = [resource.Name, EndpointAllocator.ContainerHost(resource), .. resource.Annotations.OfType<ContainerNetworkAliasAnnotation>().Select(a => a.Alias)],
            Labels = [.. session.Labels, new(ContainerLabels.Resource, resource.Name)],
            Hosts = [$"{KnownHostNames.DockerDesktopHostBridge}:{gateway.Open(resource, network)}"],
            Ports = EndpointAllocator.PublishedPorts(resource),
            Mounts = [.. resource.Annotations.OfType<ContainerMountAnnotation>()],
            Environment = configuration.EnvironmentVariables.ToDictionary(v => v.Key, v => ReplicaTemplates.Fill(v.Value, replica.Suffix, ImmutableDictionary<string, int>.Empty)),
            Entrypoint = (resource as ContainerResource)?.Entrypoint,
            PullPolicy = resource.Annotations.OfType<ContainerImagePullPolicyAnnotation>().LastOrDefault()?.ImagePullPolicy ?? ImagePullPolicy.Default,
            RuntimeArguments = [.. runtime.Args.Select(a => a.ToString() ?? "")],
            Arguments = [.. configuration.Arguments.Select(a => ReplicaTemplates.Fill(a.Value, replica.Suffix, ImmutableDictionary<string, int>.Empty))],
        };
    }

    private async Task<string> CreateAsync(ContainerSpec spec, ResourceLog log, CancellationToken cancellationToken)
    {
        // A pull may take minutes; its progress goes into the log.
        var answer = await engine.RunAsync(EngineCommands.Create(spec), (line, isError) => log.Append(line, isError && line.StartsWith("Error", StringComparison.Ordinal)), EngineCommands.Environment(spec), cancellationToken).ConfigureAwait(false);
        return answer.Succeeded
            ? answer.Output.Split('\n')[^1]
            : throw new ContainerException(EngineMessages.CreateFailed(spec.Image, answer.Error));
    }

    /// <summary>Under the official names.</summary>
    private static ImmutableArray<ResourcePropertySnapshot> Properties(IResource resource, ContainerSpec spec, string id, bool sensitive) =>
    [
        new(CustomResourceKnownProperties.Source, spec.Image),
        new("container.id", id),
        new("container.name", spec.Name),
        new("container.image", spec.Image),
        new("container.command", spec.Entrypoint),
        new("container.args", spec.Arguments.ToImmutableArray()) { IsSensitive = sensitive },
        new("container.ports", spec.Ports.Select(p => p.HostPort).ToImmutableArray()),
        new("container.lifetime", (resource.Annotations.OfType<ContainerLifetimeAnnotation>().LastOrDefault()?.Lifetime ?? ContainerLifetime.Session).ToString()),
    ];
}
