using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Docker.Publishing;

/// <summary>What a Compose file takes from <c>.env</c>: parameters, and what is decided after it was written.</summary>
internal static class ComposeVariables
{
    /// <summary>Where containers of .NET listen unless they are told otherwise.</summary>
    private const string DefaultProjectPort = "8080";

    /// <summary>The value of a parameter.</summary>
    public static string Of(ParameterResource parameter, DockerComposeEnvironmentResource environment) => environment.Capture(new()
    {
        Name = Name(parameter),
        Description = $"Parameter {parameter.Name}",
        Source = parameter,
        Resource = parameter,
    });

    /// <summary>The image of a resource that is built.</summary>
    public static string Image(IResource resource, DockerComposeEnvironmentResource environment) => environment.Capture(new()
    {
        Name = $"{Name(resource)}_IMAGE",
        Description = $"Container image name for {resource.Name}",
        DefaultValue = $"{ServiceName(resource)}:latest",
        Resource = resource,
    });

    /// <summary>The port that a project listens on.</summary>
    public static string Port(IResource resource, DockerComposeEnvironmentResource environment) => environment.Capture(new()
    {
        Name = $"{Name(resource)}_PORT",
        Description = $"Default container port for {resource.Name}",
        DefaultValue = DefaultProjectPort,
        Resource = resource,
    });

    /// <summary>Name of a resource among the services.</summary>
    public static string ServiceName(IResource resource) => resource.Name.ToLowerInvariant();

    private static string Name(IResource resource) => resource.Name.ToUpperInvariant().Replace('-', '_');
}
