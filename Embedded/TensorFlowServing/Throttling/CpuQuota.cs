namespace Embedded.TensorFlowServing.Throttling;

/// <summary>
/// Holds model execution to a share of one core, to stand for a smaller machine. Executions queue in order of arrival and run one at a
/// time; each is charged the processor time that it used to a bucket that refills with time, and the next one starts when the bucket
/// is out of debt. An execution is never interrupted, so one that takes longer than the window is paid for afterwards.
/// </summary>
internal sealed class CpuQuota : IDisposable
{
    // Unused share that may be saved up. Longer would let a rested server run at full speed for a noticeable while.
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TimeProvider _time;
    private readonly double _share;
    private double _balance;
    private long _refilled;

    /// <param name="share">Share of one core; may be above 1.</param>
    /// <param name="time">The clock that refills the bucket.</param>
    public CpuQuota(double share, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        _share = share;
        _time = time;
        _balance = Capacity;
        _refilled = time.GetTimestamp();
    }

    private double Capacity => s_window.TotalSeconds * _share;

    /// <summary>Waits for the turn of this caller and for the bucket.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (Refill(); _balance < 0; Refill())
            {
                // Rounded up to a whole millisecond: timers are no finer, and a wait of nothing would spin.
                var wait = TimeSpan.FromMilliseconds(Math.Ceiling(-_balance / _share * 1000));
                await Task.Delay(wait, _time, cancellationToken);
            }
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    /// <summary>Ends the turn and pays for it.</summary>
    /// <param name="used">Processor time of the execution.</param>
    public void Leave(TimeSpan used)
    {
        _balance -= used.TotalSeconds;
        _turn.Release();
    }

    public void Dispose() => _turn.Dispose();

    private void Refill()
    {
        var now = _time.GetTimestamp();
        _balance = Math.Min(Capacity, _balance + (_time.GetElapsedTime(_refilled, now).TotalSeconds * _share));
        _refilled = now;
    }
}
