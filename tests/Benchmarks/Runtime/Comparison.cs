using System.Diagnostics;
using Benchmarks.Anchors;
using Benchmarks.Results;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>A network in our runtime and in ONNX Runtime, turn by turn in this process.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Threads">Threads of each.</param>
/// <param name="Batch">Examples in a run.</param>
/// <param name="Must">The largest good ratio.</param>
/// <param name="Aim">The wished ratio.</param>
internal sealed record Comparison(string Network, int Threads, int Batch, double Must, double Aim)
{
    /// <summary>Runs in a turn, at a batch of one: about half a second of work, so that a turn outlasts what the other side left in the caches.</summary>
    public int RunsPerTurn { get; init; } = 16;

    private string Prefix => FormattableString.Invariant($"{Network}, {Threads} thread{(Threads == 1 ? "" : "s")}, batch {Batch}");

    private Figure? _ratio, _time, _difference;

    public Figure Ratio => _ratio ??= new($"{Prefix}: time ÷ ONNX Runtime") { Must = new Goal(AtLeast: false, Must), Aim = new Goal(AtLeast: false, Aim), Anchors = [Anchor.OnnxRuntime] };

    public Figure Time => _time ??= new($"{Prefix}: time per example", "ms");

    /// <summary>Shows that the anchor computes the same; a network of another shape would not compare.</summary>
    public Figure Difference => _difference ??= new($"{Prefix}: largest difference of a logit from ONNX Runtime") { Must = new Goal(AtLeast: false, 2e-3), Anchors = [Anchor.OnnxRuntime] };

    public IReadOnlyList<Figure> Figures => [Ratio, Time, Difference];

    /// <summary>Takes turns.</summary>
    /// <param name="context">Gets the figures.</param>
    /// <param name="ours">The network in our runtime.</param>
    /// <param name="anchor">The same in ONNX Runtime; null where it is not installed.</param>
    public void Run(SuiteContext context, ILoadedNetwork ours, ILoadedNetwork? anchor)
    {
        if (anchor is not null)
        {
            context.Measured(Difference, ours.Outputs().Zip(anchor.Outputs(), (a, b) => (double)Math.Abs(a - b)).Max());
        }

        // Once unseen: the code is compiled and the plan for this batch made.
        Turn(ours);
        List<double> own = [], other = [];
        for (var round = 1; round <= 2 * context.Rounds; round++)
        {
            own.Add(Turn(ours));
            if (anchor is not null)
            {
                other.Add(Turn(anchor));
            }

            context.Line($"| {Network} | {Threads} | {Batch} | {round} | {own[^1]:F2} | {(anchor is null ? "–" : FormattableString.Invariant($"{other[^1]:F2}"))} |");
        }

        context.Measured(Time, own);
        if (anchor is not null)
        {
            context.Measured(Ratio, own, other);
        }
    }

    /// <summary>Median milliseconds per example; the first run brings the weights back into the caches and does not count.</summary>
    private double Turn(ILoadedNetwork network)
    {
        network.Run();
        return Quantile.Median(Enumerable.Range(0, Math.Max(2, RunsPerTurn / Batch)).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            network.Run();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Batch;
        }).ToArray());
    }
}
