using System.Collections.Concurrent;
using Rollcall.Tests;

namespace Rollcall.Integration.Running;

/// <summary>Clients that ask again and again, each as soon as it has its answer, until the load is stopped.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task[] _clients;

    public Load(RunningApplication application, int clients = 4)
        : this(() => application.PredictAsync(), clients)
    {
    }

    public Load(Func<Task<Answer>> ask, int clients = 4)
        => _clients = [.. Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (!_stopping.IsCancellationRequested)
            {
                Answers.Enqueue(await ask());
            }
        }))];

    public ConcurrentQueue<Answer> Answers { get; } = [];

    /// <summary>Waits for so many more answers, so that something happened before and after an event.</summary>
    public async Task MoreAsync(int count = 40)
    {
        var target = Answers.Count + count;
        await Eventually.HoldsAsync(() => Answers.Count >= target, $"{count} more answers");
    }

    /// <summary>Stops the clients and says which requests failed.</summary>
    public async Task<IReadOnlyList<Answer>> StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_clients);
        return [.. Answers.Where(answer => answer.Status != 200)];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }
}
