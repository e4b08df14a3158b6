using System.Diagnostics;

namespace Benchmarks;

/// <summary>Times an action. The machine has neighbours: the best run is what the code can do, the median what it gets.</summary>
internal static class Measure
{
    /// <summary>Seconds per call: the best and the median of <paramref name="runs"/> runs, each long enough for the clock.</summary>
    public static (double Best, double Median) Seconds(Action action, int runs = 25, double minimumSeconds = 0.01)
    {
        action();
        var calls = 1;
        for (var elapsed = Time(action, calls); elapsed < minimumSeconds; elapsed = Time(action, calls))
        {
            calls = Math.Max(calls + 1, (int)Math.Min(calls * 10.0, calls * minimumSeconds / Math.Max(elapsed, 1e-9)));
        }

        var seconds = Enumerable.Range(0, runs).Select(_ => Time(action, calls) / calls).Order().ToList();
        return (seconds[0], seconds[runs / 2]);
    }

    private static double Time(Action action, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
