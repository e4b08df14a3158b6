using Embedded.Nacos.Registry;

namespace Embedded.Nacos.Console;

/// <summary>Counts the changes of the registry and wakes whoever waits for the next one.</summary>
internal sealed class ChangeSignal
{
    private long _revision;
    private TaskCompletionSource? _waiter;

    public ChangeSignal(ServiceRegistry registry) => registry.Changed += _ => Publish();

    public long Revision => Interlocked.Read(ref _revision);

    /// <summary>Completes once the revision is beyond <paramref name="seen"/>.</summary>
    public Task WaitBeyondAsync(long seen)
    {
        var waiter = Volatile.Read(ref _waiter);
        if (waiter is null)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiter = Interlocked.CompareExchange(ref _waiter, mine, null) ?? mine;
        }

        // After the waiter is in place: a change that came before it would otherwise wait for the next one.
        return Revision > seen ? Task.CompletedTask : waiter.Task;
    }

    private void Publish()
    {
        Interlocked.Increment(ref _revision);
        Interlocked.Exchange(ref _waiter, null)?.TrySetResult();
    }
}
