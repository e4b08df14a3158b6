using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Networking;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Orchestration;

/// <summary>Starts replicas as processes of this machine.</summary>
internal sealed class ProcessLaunch(ProcessLauncher launcher, LaunchPlanner planner, EndpointAllocator endpoints, DistributedApplicationExecutionContext executionContext) : IInstanceLauncher
{
    // A model server may finish a request of a few seconds; nine processes in four steps must be down within ten.
    public TimeSpan Grace { get; } = TimeSpan.FromSeconds(4);

    public string? FailureOf(IResource resource) => endpoints.FailureOf(resource);

    public async Task<PreparedInstance> PrepareAsync(IResource resource, ReplicaInstance replica, ResourceLog log, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(resource, cancellationToken).ConfigureAwait(false);
        var configuration = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().WithArgumentsConfig()
            .BuildAsync(executionContext, log, cancellationToken).ConfigureAwait(false);
        if (configuration.Exception is { } failure)
        {
            throw failure;
        }

        if (!Directory.Exists(plan.WorkingDirectory))
        {
            throw new ProcessStartException($"The working directory '{plan.WorkingDirectory}' does not exist.");
        }

        var ports = endpoints.TargetPorts(resource);
        var own = configuration.EnvironmentVariables.ToDictionary(v => v.Key, v => ReplicaTemplates.Fill(v.Value, replica.Suffix, ports));
        var environment = InheritedEnvironment.Copy();
        foreach (var (name, value) in own)
        {
            environment[name] = value;
        }

        var arguments = configuration.Arguments.Select(a => (Value: ReplicaTemplates.Fill(a.Value, replica.Suffix, ports), a.IsSensitive)).ToArray();
        return new()
        {
            Environment = own,
            Ports = ports,
            Start = output => launcher.Start(new()
            {
                FileName = ExecutableFinder.Find(plan.Command, plan.WorkingDirectory, environment.GetValueOrDefault("PATH")),
                Arguments = [.. plan.FirstArguments, .. arguments.Select(a => a.Value)],
                WorkingDirectory = plan.WorkingDirectory,
                Environment = environment,
                Output = output,
            }),
            Properties = process =>
            [
                .. plan.Properties,
                new("executable.pid", process.Id),
                new("executable.args", arguments.Select(a => a.Value).ToImmutableArray()) { IsSensitive = arguments.Any(a => a.IsSensitive) },
            ],
        };
    }
}
