namespace Rollcall.Experiments.Measuring;

/// <summary>A number of clients, each of which asks again as soon as it has its answer: the paper's load.</summary>
/// <param name="Clients">Requests that are always under way.</param>
internal sealed record ClosedLoop(int Clients) : ILoad
{
    public string Kind => "closed";

    public double Level => Clients;

    /// <remarks>
    /// The window begins when the warm-up is over and every client has had an answer: before, the queue of a slow node is still filling
    /// and latencies are those of fewer clients.
    /// </remarks>
    public async Task<LoadResult> RunAsync(IRequester requester, LoadTimes times, TimeProvider time, CancellationToken cancellationToken)
    {
        var origin = time.GetTimestamp();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = Enumerable.Range(0, Clients).Select(_ => new Client(requester, time, origin)).ToArray();
        var running = clients.Select(client => Task.Run(() => client.RunAsync(stopping.Token), CancellationToken.None)).ToArray();
        try
        {
            await Task.Delay(times.WarmUp, time, cancellationToken);
            await Task.WhenAll(clients.Select(client => client.Answered)).WaitAsync(cancellationToken);
            var begin = time.GetElapsedTime(origin);
            await Task.Delay(times.Window, time, cancellationToken);
            var end = time.GetElapsedTime(origin);
            await stopping.CancelAsync();
            await Task.WhenAll(running);
            return new LoadResult([.. clients.SelectMany(client => client.Samples)], begin, end);
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(running);
        }
    }

    private sealed class Client(IRequester requester, TimeProvider time, long origin)
    {
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<Sample> Samples { get; } = new(1024);

        public Task Answered => _answered.Task;

        public async Task RunAsync(CancellationToken stopping)
        {
            while (!stopping.IsCancellationRequested)
            {
                var start = time.GetElapsedTime(origin);
                var answer = await requester.SendAsync();
                Samples.Add(new(start, time.GetElapsedTime(origin) - start, answer.Status, answer.Node));
                _answered.TrySetResult();
                if (answer.Status == 0)
                {
                    // A refused connection answers at once; asking on without a pause would only count how fast it refuses.
                    await Task.Delay(s_pauseAfterNoAnswer, time, CancellationToken.None);
                }
            }
        }

        private static readonly TimeSpan s_pauseAfterNoAnswer = TimeSpan.FromMilliseconds(10);
    }
}
