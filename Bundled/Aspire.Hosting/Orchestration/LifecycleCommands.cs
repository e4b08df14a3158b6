using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Orchestration;

/// <summary>The commands that every process has: start, stop, restart.</summary>
internal static class LifecycleCommands
{
    public static void Add(IResource resource)
    {
        Add(resource, KnownResourceCommands.StartCommand, "Start", "Start resource", "Play",
            state => IsStarting(state) || IsWaiting(state) ? ResourceCommandState.Disabled : IsStopped(state) ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
            static (orchestrator, id) => orchestrator.StartInstanceAsync(id));
        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop resource", "Stop",
            state => state == KnownResourceStates.Stopping ? ResourceCommandState.Disabled : IsStopped(state) || IsStarting(state) || state is null ? ResourceCommandState.Hidden : ResourceCommandState.Enabled,
            static (orchestrator, id) => orchestrator.StopInstanceAsync(id));
        Add(resource, KnownResourceCommands.RestartCommand, "Restart", "Restart resource", "ArrowCounterclockwise",
            state => IsWaiting(state) || IsStarting(state) || state == KnownResourceStates.Stopping || IsStopped(state) || state is null ? ResourceCommandState.Disabled : ResourceCommandState.Enabled,
            static async (orchestrator, id) =>
            {
                await orchestrator.StopInstanceAsync(id).ConfigureAwait(false);
                await orchestrator.StartInstanceAsync(id).ConfigureAwait(false);
            });
    }

    private static void Add(IResource resource, string name, string displayName, string description, string icon, Func<string?, ResourceCommandState> state, Func<ApplicationOrchestrator, string, Task> run)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == name))
        {
            return;
        }

        resource.Annotations.Add(new ResourceCommandAnnotation(
            name, displayName,
            context => state(context.ResourceSnapshot.State?.Text),
            async context =>
            {
                await run(context.ServiceProvider.GetRequiredService<ApplicationOrchestrator>(), context.ResourceName).ConfigureAwait(false);
                return CommandResults.Success();
            },
            description, parameter: null, confirmationMessage: null, icon, IconVariant.Filled, isHighlighted: name != KnownResourceCommands.RestartCommand));
    }

    private static bool IsStopped(string? state) => state is not null && (KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted);

    private static bool IsStarting(string? state) => state == KnownResourceStates.Starting;

    private static bool IsWaiting(string? state) => state == KnownResourceStates.Waiting || state == KnownResourceStates.RuntimeUnhealthy;
}
