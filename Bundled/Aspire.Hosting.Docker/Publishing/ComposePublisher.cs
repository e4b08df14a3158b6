using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker.Publishing;

/// <summary>Writes <c>docker-compose.yaml</c> and <c>.env</c>.</summary>
internal static class ComposePublisher
{
    private const string DefaultNetwork = "aspire";

    public static async Task WriteAsync(DockerComposeEnvironmentResource environment, PublishingStepContext context)
    {
        if (environment.DashboardEnabled)
        {
            throw new DistributedApplicationException($"This build of Aspire.Hosting.Docker does not publish the dashboard: call WithDashboard(false) on '{environment.Name}'.");
        }

        var file = await FileOfAsync(environment, context).ConfigureAwait(false);
        foreach (var change in environment.EnvFileChanges)
        {
            change(environment.CapturedEnvironmentVariables);
        }

        await FillInParametersAsync(environment, context.CancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(context.OutputDirectory);
        await File.WriteAllTextAsync(Path.Combine(context.OutputDirectory, "docker-compose.yaml"), file.ToYaml(), context.CancellationToken).ConfigureAwait(false);
        await WriteEnvironmentAsync(environment, Path.Combine(context.OutputDirectory, ".env"), context.CancellationToken).ConfigureAwait(false);
    }

    private static async Task<ComposeFile> FileOfAsync(DockerComposeEnvironmentResource environment, PublishingStepContext context)
    {
        var services = new ComposeServices(environment, context.ExecutionContext);
        var network = new Network { Name = environment.DefaultNetworkName ?? DefaultNetwork, Driver = "bridge" };
        var file = new ComposeFile().AddNetwork(network);
        foreach (var resource in context.Model.Resources.Where(ComposeServices.IsService))
        {
            var service = await services.OfAsync(resource, context.CancellationToken).ConfigureAwait(false);
            service.Networks.Add(network.Name);
            foreach (var mount in service.Volumes.Where(mount => mount is { Type: "volume", Source: not null }))
            {
                file.AddVolume(new Volume { Name = mount.Source!, Driver = "local" });
            }

            foreach (var customization in resource.Annotations.OfType<DockerComposeServiceCustomizationAnnotation>())
            {
                customization.Configure(new DockerComposeServiceResource(service.Name, resource, environment), service);
            }

            file.AddService(service);
        }

        foreach (var change in environment.ComposeFileChanges)
        {
            change(file);
        }

        return file;
    }

    /// <summary>Gives generated and configured parameters their values; one that nobody knows stays empty for the operator.</summary>
    private static async Task FillInParametersAsync(DockerComposeEnvironmentResource environment, CancellationToken cancellationToken)
    {
        foreach (var variable in environment.CapturedEnvironmentVariables.Values)
        {
            if (variable.DefaultValue is null && variable.Source is ParameterResource parameter)
            {
                try
                {
                    variable.DefaultValue = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (MissingParameterValueException)
                {
                    variable.Description += " (no value is configured: fill it in)";
                }
            }
        }
    }

    private static async Task WriteEnvironmentAsync(DockerComposeEnvironmentResource environment, string path, CancellationToken cancellationToken)
    {
        if (environment.CapturedEnvironmentVariables.Count == 0)
        {
            return;
        }

        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : "";
        var text = EnvFile.Write(environment.CapturedEnvironmentVariables.Values, existing);
        await SecretFile.WriteAsync(path, text, cancellationToken).ConfigureAwait(false);
    }
}
