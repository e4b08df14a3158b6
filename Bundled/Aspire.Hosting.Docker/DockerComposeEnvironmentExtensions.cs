using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Publishing;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>Publishes the application as a Compose project.</summary>
public static class DockerComposeEnvironmentExtensions
{
    /// <summary>Adds a Compose project that the application is published as; nothing happens when it is run.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> AddDockerComposeEnvironment(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var environment = new DockerComposeEnvironmentResource(name);
        return builder.ExecutionContext.IsRunMode
            ? builder.CreateResourceBuilder(environment)
            : builder.AddResource(environment).WithAnnotation(new PublishingStepAnnotation(context => ComposePublisher.WriteAsync(environment, context)));
    }

    /// <summary>Sets properties of the Compose project.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> WithProperties(this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<DockerComposeEnvironmentResource> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        configure(builder.Resource);
        return builder;
    }

    /// <summary>Says whether the dashboard is one of the services.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> WithDashboard(this IResourceBuilder<DockerComposeEnvironmentResource> builder, bool enabled = true) =>
        builder.WithProperties(environment => environment.DashboardEnabled = enabled);

    /// <summary>Changes the Compose file before it is written.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> ConfigureComposeFile(this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<ComposeFile> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.WithProperties(environment => environment.ComposeFileChanges.Add(configure));
    }

    /// <summary>Changes the variables of <c>.env</c> before they are written.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> ConfigureEnvFile(this IResourceBuilder<DockerComposeEnvironmentResource> builder, Action<IDictionary<string, CapturedEnvironmentVariable>> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.WithProperties(environment => environment.EnvFileChanges.Add(configure));
    }
}
