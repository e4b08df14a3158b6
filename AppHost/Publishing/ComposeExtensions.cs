using System.Text.RegularExpressions;
using Aspire.Hosting.Docker.Resources;
using Rollcall.AppHost.Settings;

namespace Rollcall.AppHost.Publishing;

/// <summary>Publishes for Docker Compose and Docker Swarm.</summary>
internal static partial class ComposeExtensions
{
    /// <summary>The last version that every <c>docker stack deploy</c> knows; Compose ignores it.</summary>
    private const string FormatVersion = "3.8";

    /// <summary>Lets <c>--operation publish</c> write one file for both <c>docker compose up</c> and <c>docker stack deploy</c>.</summary>
    public static void AddCompose(this IDistributedApplicationBuilder builder, RunSettings settings)
    {
        if (settings.Target == PublishTarget.Compose)
        {
            builder.AddDockerComposeEnvironment("compose").WithDashboard(false).ConfigureComposeFile(SuitBoth);
        }
    }

    private static void SuitBoth(ComposeFile file)
    {
        file.Version = FormatVersion;
        foreach (var network in file.Networks.Values)
        {
            // A bridge for Compose and an overlay for Swarm, each by default; naming one shuts the other out.
            network.Driver = null;
        }

        foreach (var service in file.Services.Values)
        {
            // Swarm refuses conditions. Nothing here needs an order: agents and the consumer ask for the registry until it is there.
            service.DependsOn.Clear();
            service.Restart = "always";

            // Swarm does not read .env: an image has a name without it, and a secret that is missing is an error and not an empty text.
            service.Image = Placeholder().Replace(service.Image!, $"$${{$1:-{service.Name}:latest}}");
            foreach (var (name, value) in service.Environment)
            {
                service.Environment[name] = Placeholder().Replace(value, "$${$1:?is in .env}");
            }
        }
    }

    [GeneratedRegex(@"\$\{([A-Z0-9_]+)\}")]
    private static partial Regex Placeholder();
}
