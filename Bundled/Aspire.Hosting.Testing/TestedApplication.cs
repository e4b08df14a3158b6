using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// The application as a test holds it. Its entry point runs it, on its own thread: starting lets the entry point go on, stopping asks the
/// host to stop and waits until the entry point has returned.
/// </summary>
internal sealed class TestedApplication(DistributedApplication application, DistributedApplicationEntryPoint entryPoint)
    : DistributedApplication(application)
{
    private int _state;

    /// <summary>Held from the start: the entry point disposes the services when it ends.</summary>
    private IHostApplicationLifetime Lifetime { get; } = application.Services.GetRequiredService<IHostApplicationLifetime>();

    public override async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) != 0)
        {
            throw new InvalidOperationException("The application was started already.");
        }

        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = Lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        entryPoint.ContinueRunning();
        var first = await Task.WhenAny(started.Task, entryPoint.Ended).WaitAsync(cancellationToken);
        if (first == entryPoint.Ended)
        {
            await entryPoint.Ended;
            throw new InvalidOperationException("The entry point returned without running the application.");
        }
    }

    public override async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        await using var registration = cancellationToken.Register(Lifetime.StopApplication);
        await entryPoint.Ended;
    }

    public override async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Volatile.Read(ref _state) == 1)
        {
            Lifetime.StopApplication();
            await entryPoint.Ended.WaitAsync(cancellationToken);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        switch (Interlocked.Exchange(ref _state, 2))
        {
            case 0:
                entryPoint.Abandon();
                break;
            case 1:
                // The entry point's own RunAsync stops the resources.
                Lifetime.StopApplication();
                await entryPoint.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }

        await base.DisposeAsync();
    }

#pragma warning disable CA2215 // DisposeAsync calls the base; both would dispose the host twice.
    // Tests of frameworks that dispose synchronously must leave no process behind either.
    public override void Dispose() => Task.Run(async () => await DisposeAsync()).GetAwaiter().GetResult();
#pragma warning restore CA2215
}
