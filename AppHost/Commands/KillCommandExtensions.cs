using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Rollcall.AppHost.Commands;

/// <summary>Adds <em>Kill</em>, so that anyone can watch the system heal from the dashboard.</summary>
internal static class KillCommandExtensions
{
    public const string CommandName = "kill";

    // Where the orchestrator writes the process down, in both the official one and ours.
    private const string ProcessIdProperty = "executable.pid";
    private const string ContainerIdProperty = "container.id";

    /// <summary>Adds a command that ends the process with SIGKILL: no drain, no goodbye, as in a power failure.</summary>
    public static IResourceBuilder<T> WithKillCommand<T>(this IResourceBuilder<T> builder, string consequence)
        where T : IResource
    {
        ResourceNotificationService? notifications = null;
        return builder
            .OnInitializeResource((_, initialize, _) =>
            {
                notifications = initialize.Notifications;
                return Task.CompletedTask;
            })
            .WithCommand(CommandName, "Kill", context => KillAsync(notifications, context.ResourceName, builder.ApplicationBuilder.Configuration), new CommandOptions
            {
                Description = "End the process at once (kill -9)",
                ConfirmationMessage = $"Kill {builder.Resource.Name} (kill -9)? {consequence} Start brings it back.",
                IconName = "DismissCircle",
                IsHighlighted = true,
                UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });
    }

    private static async Task<ExecuteCommandResult> KillAsync(ResourceNotificationService? notifications, string resource, IConfiguration configuration)
    {
        if (notifications is null || !notifications.TryGetCurrentState(resource, out var state))
        {
            return CommandResults.Failure($"{resource} has no process.");
        }

        return Property(state, ContainerIdProperty) is string container ? await KillContainerAsync(container, configuration)
            : Property(state, ProcessIdProperty) is { } process ? KillProcess(resource, process)
            : CommandResults.Failure($"{resource} has no process.");
    }

    private static object? Property(ResourceEvent state, string name) => state.Snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    private static async Task<ExecuteCommandResult> KillContainerAsync(string id, IConfiguration configuration)
    {
        var engine = configuration["ASPIRE_CONTAINER_RUNTIME"] ?? configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"] ?? "docker";
        using var kill = Process.Start(new ProcessStartInfo(engine, ["kill", id]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
        return kill.ExitCode == 0 ? CommandResults.Success() : CommandResults.Failure(error.Trim());
    }

    private static ExecuteCommandResult KillProcess(string resource, object id)
    {
        try
        {
            using var process = Process.GetProcessById(Convert.ToInt32(id, CultureInfo.InvariantCulture));
            process.Kill();
            return CommandResults.Success();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return CommandResults.Failure($"{resource} has ended by itself.");
        }
    }
}
