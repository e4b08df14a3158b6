using System.Globalization;
using System.IO.Compression;
using Rollcall.Experiments.Measuring;

namespace Rollcall.Experiments.Reporting;

/// <summary>
/// The raw samples, one line a request, from which every figure can be computed again. Written between loads, so that
/// the disk does not work while something is measured.
/// </summary>
internal sealed class SampleFile(string path) : IDisposable
{
    public const string Name = "samples.csv";

    /// <summary>Added to <see cref="Name"/> where the samples are kept compressed.</summary>
    public const string Compressed = ".gz";

    private readonly Csv _csv = new(path, "scenario", "model", "configuration", "load", "level", "round", "measured", "start_us", "latency_us", "status", "node");

    public void Write(Trial trial, LoadResult result)
    {
        foreach (var sample in result.Samples)
        {
            var measured = sample.Start >= result.Begin && sample.Start < result.End;
            _csv.Row(
                trial.Scenario, trial.Model, trial.Configuration, trial.Load, trial.Level, trial.Round, measured ? 1 : 0,
                sample.Start.TotalMicroseconds, sample.Latency.TotalMicroseconds, sample.Status, sample.Node);
        }

        _csv.Flush();
    }

    /// <summary>Reads the samples of a folder, compressed or not, load by load.</summary>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    public static ILookup<Trial, Sample> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        using var lines = File.Exists(path) ? new StreamReader(path) : new StreamReader(new GZipStream(File.OpenRead(path + Compressed), CompressionMode.Decompress));
        return Csv.Read(lines)
            .Select(cells => (
                Trial: new Trial(cells[0], cells[1], cells[2], cells[3], Number(cells[4]), (int)Number(cells[5])),
                Sample: new Sample(Time(cells[7]), Time(cells[8]), (int)Number(cells[9]), cells[10].Length == 0 ? null : cells[10])))
            .ToLookup(line => line.Trial, line => line.Sample);
    }

    public void Dispose() => _csv.Dispose();

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    /// <summary>Ticks are tenths of a microsecond, and one decimal was written.</summary>
    private static TimeSpan Time(string cell) => TimeSpan.FromTicks((long)Math.Round(Number(cell) * TimeSpan.TicksPerMicrosecond));
}
