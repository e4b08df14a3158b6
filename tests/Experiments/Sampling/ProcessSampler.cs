using System.Collections.Concurrent;
using Rollcall.Tests;

namespace Rollcall.Experiments.Sampling;

/// <summary>
/// Watches processes while a load runs: processor time from the first reading to the last, the largest memory of readings in between.
/// </summary>
internal sealed class ProcessSampler(TimeProvider time)
{
    /// <summary>Memory moves slowly; reading more often would cost the machine what is to be measured.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs <paramref name="work"/> and says what each process used meanwhile.</summary>
    /// <param name="processes">Names and process ids.</param>
    /// <param name="work">What to watch.</param>
    /// <param name="cancellationToken">Ends the readings.</param>
    public async Task<(T Result, IReadOnlyList<ProcessUsage> Usage)> WatchAsync<T>(IReadOnlyDictionary<string, int> processes, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var bytesBefore = await ConnectionBytes.ReadAsync(cancellationToken);
        var before = Read(processes);
        var start = time.GetTimestamp();
        var largest = new ConcurrentDictionary<string, ProcessReading>(before);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchMemoryAsync(processes, largest, stopping.Token);
        T result;
        try
        {
            result = await work();
        }
        finally
        {
            await stopping.CancelAsync();
            await watching;
        }

        var after = Read(processes);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        var bytesAfter = await ConnectionBytes.ReadAsync(cancellationToken);
        Keep(largest, after);

        // One that ended or was restarted meanwhile has no difference worth the name.
        return (result, [.. processes.Where(process => before.ContainsKey(process.Key) && after.ContainsKey(process.Key))
            .Select(process => new ProcessUsage(
                process.Key,
                (after[process.Key].Cpu - before[process.Key].Cpu).TotalSeconds / seconds,
                largest[process.Key].Resident,
                largest[process.Key].Anonymous,
                Difference(bytesBefore, bytesAfter, process.Value, count => count.Sent) / seconds,
                Difference(bytesBefore, bytesAfter, process.Value, count => count.Received) / seconds))]);
    }

    private async Task WatchMemoryAsync(IReadOnlyDictionary<string, int> processes, ConcurrentDictionary<string, ProcessReading> largest, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                Keep(largest, Read(processes));
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private static void Keep(ConcurrentDictionary<string, ProcessReading> largest, Dictionary<string, ProcessReading> now)
    {
        foreach (var (name, reading) in now)
        {
            largest.AddOrUpdate(name, reading, (_, old) => reading with { Resident = Math.Max(old.Resident, reading.Resident), Anonymous = Math.Max(old.Anonymous, reading.Anonymous) });
        }
    }

    private static Dictionary<string, ProcessReading> Read(IReadOnlyDictionary<string, int> processes)
        => processes.Select(process => (process.Key, Reading: ProcFile.Read(process.Value)))
            .Where(process => process.Reading is not null)
            .ToDictionary(process => process.Key, process => process.Reading!.Value);

    private static double? Difference(
        IReadOnlyDictionary<string, ConnectionCount>? before, IReadOnlyDictionary<string, ConnectionCount>? after, int pid, Func<ConnectionCount, long> select)
        => before is null || after is null
            ? null
            : after.Where(one => one.Value.Pid == pid).Sum(one => select(one.Value) - (before.TryGetValue(one.Key, out var old) ? select(old) : 0));
}
