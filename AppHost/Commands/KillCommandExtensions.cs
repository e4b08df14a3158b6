using System.Diagnostics;
using System.Globalization;

namespace Rollcall.AppHost.Commands;

/// <summary>Adds <em>Kill</em>, so that anyone can watch the system heal from the dashboard.</summary>
internal static class KillCommandExtensions
{
    public const string CommandName = "kill";

    // Where the orchestrator writes the process down, in both the official one and ours.
    private const string ProcessIdProperty = "executable.pid";

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
            .WithCommand(CommandName, "Kill", context => Task.FromResult(Kill(notifications, context.ResourceName)), new CommandOptions
            {
                Description = "End the process at once (kill -9)",
                ConfirmationMessage = $"Kill {builder.Resource.Name} (kill -9)? {consequence} Start brings it back.",
                IconName = "DismissCircle",
                IsHighlighted = true,
                UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });
    }

    private static ExecuteCommandResult Kill(ResourceNotificationService? notifications, string resource)
    {
        if (notifications is null || !notifications.TryGetCurrentState(resource, out var state)
            || state.Snapshot.Properties.FirstOrDefault(property => property.Name == ProcessIdProperty)?.Value is not { } id)
        {
            return CommandResults.Failure($"{resource} has no process.");
        }

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
