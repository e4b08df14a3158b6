using Benchmarks.Results;
using Models.ResNet50;
using Rollcall.Tests;

namespace Benchmarks.Runtime;

/// <summary>Memory of a process of its own that has loaded ResNet-50 and nothing else: this program, started with <see cref="Command"/>.</summary>
internal static class ResidentMemory
{
    /// <summary>The argument that makes this program such a process; the model's folder follows.</summary>
    public const string Command = "--load-only";

    public static Figure Ratio { get; } = new("ResNet-50: resident memory after load ÷ weight bytes") { Must = new Goal(AtLeast: false, 2.5), Aim = new Goal(AtLeast: false, 1.6) };

    public static async Task MeasureAsync(SuiteContext context, string folder, CancellationToken cancellationToken)
    {
        var ratios = new List<double>();
        for (var round = 0; round < context.Rounds; round++)
        {
            using var child = ChildProcess.StartProject("Benchmarks", [Command, folder]);
            if (await child.WaitAsync(cancellationToken) != 0 || !long.TryParse(child.Tail.Split('\n')[0], out var resident))
            {
                throw new InvalidOperationException($"The process that loads the model failed: {child.Tail}");
            }

            ratios.Add((double)resident / Network.Bytes);
        }

        context.Line($"A process that has loaded ResNet-50 takes {Quantile.Median(ratios) * ProcFile.Mebibytes(Network.Bytes):F0} MiB; the weights alone are {ProcFile.Mebibytes(Network.Bytes):F0} MiB.");
        context.Line();
        context.Measured(Ratio, ratios);
    }

    /// <summary>Loads a model and writes the bytes of memory that this process then has.</summary>
    public static int Load(string folder)
    {
        using var model = Embedded.TensorFlow.SavedModel.Load(folder);
        Console.WriteLine(ProcFile.Read(Environment.ProcessId)!.Value.Resident);
        return 0;
    }
}
