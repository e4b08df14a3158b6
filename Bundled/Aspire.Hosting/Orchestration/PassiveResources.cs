using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.Orchestration;

/// <summary>Resources without a process: parameters, connection strings, external services.</summary>
internal sealed class PassiveResources(ResourceNotificationService notifications, IDistributedApplicationEventing eventing, IServiceProvider services)
{
    public async Task StartAsync(IResource resource, bool isProcess, CancellationToken cancellationToken)
    {
        switch (resource)
        {
            case ParameterResource parameter:
                await StartParameterAsync(parameter, cancellationToken).ConfigureAwait(false);
                break;
            case ExternalServiceResource external:
                await notifications.PublishUpdateAsync(external, s => s with
                {
                    State = KnownResourceStates.Running,
                    Urls = external.Uri is { } url ? [new(null, url.ToString(), false)] : [],
                }).ConfigureAwait(false);
                break;
            case ConnectionStringResource connection:
                _ = StartConnectionStringAsync(connection, cancellationToken);
                break;
            case IResourceWithConnectionString available when isProcess:
                await eventing.PublishAsync(new ConnectionStringAvailableEvent(available, services), cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task StartParameterAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            var value = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                State = KnownResourceStates.Running,
                Properties = [.. s.Properties, new("Value", value) { IsSensitive = parameter.Secret }],
            }).ConfigureAwait(false);
        }
        catch (MissingParameterValueException exception)
        {
            await notifications.PublishUpdateAsync(parameter, s => s with
            {
                State = new(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn),
                Reason = exception.Message,
            }).ConfigureAwait(false);
        }
    }

    private async Task StartConnectionStringAsync(ConnectionStringResource connection, CancellationToken cancellationToken)
    {
        try
        {
            await notifications.PublishUpdateAsync(connection, s => s with { State = KnownResourceStates.Waiting }).ConfigureAwait(false);
            await notifications.WaitForDependenciesAsync(connection, cancellationToken).ConfigureAwait(false);
            var value = await connection.ConnectionStringExpression.GetValueAsync(cancellationToken).ConfigureAwait(false);
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(connection, services), cancellationToken).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(connection, s => s with
            {
                State = KnownResourceStates.Running,
                Properties = [.. s.Properties, new(CustomResourceKnownProperties.ConnectionString, value) { IsSensitive = true }],
            }).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await notifications.PublishUpdateAsync(connection, s => s with
            {
                State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
                Reason = exception.Message,
            }).ConfigureAwait(false);
        }
    }
}
