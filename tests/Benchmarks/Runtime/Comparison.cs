using System.Diagnostics;
using Benchmarks.Anchors;
using Benchmarks.Results;
using Benchmarks.Runtime.Onnx;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>ResNet-50 in our runtime and in ONNX Runtime, turn by turn in this process.</summary>
/// <param name="Threads">Threads of each.</param>
/// <param name="Batch">Images in a run.</param>
/// <param name="Must">The largest good ratio.</param>
/// <param name="Aim">The wished ratio.</param>
internal sealed record Comparison(int Threads, int Batch, double Must, double Aim)
{
    /// <summary>Images in a turn: about half a second of work, so that a turn outlasts what the other side left in the caches.</summary>
    private const int ImagesPerTurn = 16;

    private string Prefix => FormattableString.Invariant($"ResNet-50, {Threads} thread{(Threads == 1 ? "" : "s")}, batch {Batch}");

    private Figure? _ratio, _time, _difference;

    public Figure Ratio => _ratio ??= new($"{Prefix}: time ÷ ONNX Runtime") { Must = new Goal(AtLeast: false, Must), Aim = new Goal(AtLeast: false, Aim), Anchors = [Anchor.OnnxRuntime] };

    public Figure Time => _time ??= new($"{Prefix}: time per image", "ms");

    /// <summary>Shows that the anchor computes the same; a network of another shape would not compare.</summary>
    public Figure Difference => _difference ??= new($"{Prefix}: largest difference of a logit from ONNX Runtime") { Must = new Goal(AtLeast: false, 2e-3), Anchors = [Anchor.OnnxRuntime] };

    public IReadOnlyList<Figure> Figures => [Ratio, Time, Difference];

    public void Run(SuiteContext context, string folder, string? onnx)
    {
        using var ours = new OwnModel(folder, Threads, Batch);
        using var anchor = onnx is null ? null : new OnnxModel(onnx, Threads, Batch);
        if (anchor is not null)
        {
            context.Measured(Difference, ours.Logits().Zip(anchor.Logits(), (a, b) => (double)Math.Abs(a - b)).Max());
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

            context.Line($"| {Threads} | {Batch} | {round} | {own[^1]:F1} | {(anchor is null ? "–" : other[^1].ToString("F1"))} |");
        }

        context.Measured(Time, own);
        if (anchor is not null)
        {
            context.Measured(Ratio, own, other);
        }
    }

    /// <summary>Median milliseconds per image; the first run brings the weights back into the caches and does not count.</summary>
    private double Turn(IImageModel model)
    {
        model.Run();
        return Quantile.Median(Enumerable.Range(0, Math.Max(2, ImagesPerTurn / Batch)).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            model.Run();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Batch;
        }).ToArray());
    }
}
