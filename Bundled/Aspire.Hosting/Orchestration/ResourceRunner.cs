using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Orchestration;

/// <summary>The replicas of one resource, and the waiting that comes before their start.</summary>
internal sealed class ResourceRunner(ProcessServices processes, IDistributedApplicationEventing eventing, IServiceProvider services, IResource resource, ImmutableArray<ProcessInstance> instances) : IDisposable
{
    private readonly Lock _gate = new();
    private CancellationTokenSource _starting = new();
    private Task _lastStart = Task.CompletedTask;
    private bool _shutDown;

    public IResource Resource => resource;

    public ImmutableArray<ProcessInstance> Instances => instances;

    /// <summary>Waits for the dependencies and starts replicas that do not run. Never throws.</summary>
    public Task StartAsync(IReadOnlyList<ProcessInstance> which)
    {
        lock (_gate)
        {
            if (_shutDown)
            {
                return Task.CompletedTask;
            }

            if (_starting.IsCancellationRequested)
            {
                _starting = new();
            }

            return _lastStart = RunAsync(_lastStart, which, _starting.Token);
        }
    }

    /// <summary>Gives up a start that waits; the application ends, so nothing starts any more.</summary>
    public void CancelStart()
    {
        lock (_gate)
        {
            _shutDown = true;
            _starting.Cancel();
        }
    }

    public async Task StopAsync(ProcessInstance instance, TimeSpan deadline)
    {
        lock (_gate)
        {
            _starting.Cancel();
        }

        await instance.StopAsync(deadline).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var instance in instances)
        {
            instance.Kill();
        }

        _starting.Dispose();
    }

    public async Task StopAllAsync(TimeSpan deadline)
    {
        await _lastStart.ConfigureAwait(false);
        await Task.WhenAll(instances.Select(i => i.StopAsync(deadline))).ConfigureAwait(false);
    }

    /// <summary>Waiting ends when the application begins to stop, which is before its services are told to.</summary>
    private bool IsStopping => services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    private async Task RunAsync(Task previous, IReadOnlyList<ProcessInstance> which, CancellationToken cancellationToken)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var idle = which.Where(i => !i.IsRunning).ToArray();
        if (idle.Length == 0)
        {
            return;
        }

        try
        {
            await processes.Notifications.WaitForDependenciesAsync(resource, cancellationToken).ConfigureAwait(false);
            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || IsStopping)
        {
            await Task.WhenAll(idle.Select(i => i.AnnounceNotStartedAsync())).ConfigureAwait(false);
            return;
        }
        catch (Exception exception)
        {
            await Task.WhenAll(idle.Select(i => i.FailAsync(exception.Message))).ConfigureAwait(false);
            return;
        }

        await Task.WhenAll(idle.Select(i => i.LaunchAsync(cancellationToken))).ConfigureAwait(false);
    }
}
