namespace Embedded.TensorFlowServing.Throttling;

/// <summary>
/// Lets as many executions run as there are processors, the others wait in order. Without it a burst of requests would take every
/// pool thread, and status polls would wait behind predictions.
/// </summary>
internal sealed class ExecutionGate(int parallelism, CpuQuota? quota, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(parallelism, parallelism);

    /// <summary>Runs <paramref name="execution"/> when its turn has come.</summary>
    public async Task<T> RunAsync<T>(Func<T> execution, CancellationToken cancellationToken)
    {
        if (quota is not null)
        {
            return await RunWithinQuotaAsync(quota, execution, cancellationToken);
        }

        await _slots.WaitAsync(cancellationToken);
        try
        {
            return execution();
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<T> RunWithinQuotaAsync<T>(CpuQuota bucket, Func<T> execution, CancellationToken cancellationToken)
    {
        await bucket.EnterAsync(cancellationToken);
        var before = ThreadCpuTime.Now(time);
        try
        {
            return execution();
        }
        finally
        {
            bucket.Leave(ThreadCpuTime.Now(time) - before);
        }
    }
}
