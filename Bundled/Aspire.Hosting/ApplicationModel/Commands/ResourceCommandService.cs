using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs commands of resources.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _loggers;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
    {
        _notifications = notifications;
        _loggers = loggers;
        _services = services;
    }

    /// <summary>Runs a command of one replica, or of a resource that has only one.</summary>
    /// <param name="resourceId">Name of the resource or of the replica.</param>
    /// <param name="commandName">Name of the command.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(commandName);
        var instances = _notifications.FindInstances(resourceId);
        return instances switch
        {
            [] => Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found.")),
            [var only] => RunAsync(only.Resource, only.ResourceId, commandName, cancellationToken),
            _ => Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' has {instances.Count} replicas; name one of them.")),
        };
    }

    /// <summary>Runs a command of every replica of a resource.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(commandName);
        var instances = _notifications.FindInstances(resource.Name);
        var ids = instances.Count == 0 ? [resource.Name] : instances.Select(i => i.ResourceId).ToArray();
        var results = await Task.WhenAll(ids.Select(id => RunAsync(resource, id, commandName, cancellationToken))).ConfigureAwait(false);
        return results.FirstOrDefault(r => !r.Success && !r.Canceled) ?? results.FirstOrDefault(r => r.Canceled) ?? results[0];
    }

    private async Task<ExecuteCommandResult> RunAsync(IResource resource, string resourceId, string commandName, CancellationToken cancellationToken)
    {
        var logger = _loggers.GetLogger(resourceId);
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(c => c.Name == commandName);
        if (command is null)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resourceId}'.");
        }

        try
        {
            LogRunning(logger, commandName);
            var result = await command.ExecuteCommand(new() { ServiceProvider = _services, ResourceName = resourceId, CancellationToken = cancellationToken }).ConfigureAwait(false);
            if (!result.Success && !result.Canceled)
            {
                LogFailed(logger, commandName, result.Message ?? "no reason was given", null);
            }

            return result;
        }
        catch (OperationCanceledException)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            LogFailed(logger, commandName, exception.Message, exception);
            return CommandResults.Failure(exception);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Executing command '{Command}'.")]
    private static partial void LogRunning(ILogger logger, string command);

    [LoggerMessage(2, LogLevel.Error, "Command '{Command}' failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string command, string reason, Exception? exception);
}
