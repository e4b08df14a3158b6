using System.Diagnostics;
using Embedded.TensorFlow;
using Models.ResNet50;

namespace Benchmarks.Runtime;

/// <summary>ResNet-50 as a user has it: written, loaded, and run image by image.</summary>
internal static class RuntimeSuite
{
    private const string Signature = "serving_default";
    private const int Images = 100;

    public static void Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("resnet50-").FullName;
        try
        {
            var start = Stopwatch.GetTimestamp();
            new ModelFolder(folder, TimeProvider.System, TextWriter.Null).Write();
            report.Line($"Model written in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms.");
            report.Line();
            var peak = Enumerable.Range(0, 5).Max(_ => FmaPeak.Measure());
            report.Line($"| threads | load, ms | first run, ms | best, ms | median, ms | GFLOP/s | of one thread's peak |");
            report.Line($"|---|---|---|---|---|---|---|");
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                Time(report, Path.Combine(folder, "1"), threads, peak);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Time(Report report, string folder, int threads, double peak)
    {
        var start = Stopwatch.GetTimestamp();
        using var model = SavedModel.Load(folder, new SavedModelOptions { IntraOpParallelism = threads });
        var load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var name = model.Signatures[Signature].Inputs.Keys.Single();
        var inputs = new Dictionary<string, Tensor>
        {
            [name] = Tensor.From<float>([1, FormulaImage.Size, FormulaImage.Size, FormulaImage.Channels], FormulaImage.Create(0)),
        };
        var times = new List<double>();
        for (var i = 0; i <= Images; i++)
        {
            start = Stopwatch.GetTimestamp();
            model.Run(Signature, inputs);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var warm = times.Skip(1).Order().ToList();
        var flops = ResNet50Layers.All().Sum(entry => entry.Count * entry.Layer.Flops);
        var rate = flops / warm[0] / 1e6;
        report.Line($"| {threads} | {load:F0} | {times[0]:F1} | **{warm[0]:F1}** | {warm[warm.Count / 2]:F1} | {rate:F0} | {rate / peak:P0} |");
    }
}
