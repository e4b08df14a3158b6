using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker.Resources;

namespace Aspire.Hosting.Docker;

/// <summary>The Compose project that the application is published as.</summary>
/// <param name="name">Name of the resource.</param>
public class DockerComposeEnvironmentResource(string name) : Resource(name), IComputeEnvironmentResource
{
    /// <summary>Network of all services; null means <c>aspire</c>.</summary>
    public string? DefaultNetworkName { get; set; }

    /// <summary>Whether the dashboard is one of the services.</summary>
    public bool DashboardEnabled { get; set; } = true;

    internal List<Action<ComposeFile>> ComposeFileChanges { get; } = [];

    internal List<Action<IDictionary<string, CapturedEnvironmentVariable>>> EnvFileChanges { get; } = [];

    internal Dictionary<string, CapturedEnvironmentVariable> CapturedEnvironmentVariables { get; } = [];

    /// <summary>Takes a value from <c>.env</c>.</summary>
    /// <returns>What the Compose file says in its place.</returns>
    internal string Capture(CapturedEnvironmentVariable variable)
    {
        CapturedEnvironmentVariables.TryAdd(variable.Name, variable);
        return $"${{{variable.Name}}}";
    }
}
