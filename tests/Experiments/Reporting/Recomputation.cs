using Rollcall.Experiments.Measuring;

namespace Rollcall.Experiments.Reporting;

/// <summary>Computes the measurements of an earlier run again, from its raw samples.</summary>
internal static class Recomputation
{
    public const string ResultsFile = "results.json";

    /// <summary>Machine, options, processes and observations are those that were written; every latency and throughput comes from the samples.</summary>
    /// <param name="folder">A folder that a run wrote, with its samples (<c>samples.csv</c> or <c>samples.csv.gz</c>).</param>
    /// <exception cref="InvalidDataException">A load has no samples: the two files are of different runs.</exception>
    public static Results Of(string folder)
    {
        var written = JsonReport.Read(Path.Combine(folder, ResultsFile)).Results;
        var samples = SampleFile.Read(folder);
        var results = written with { Measurements = [] };
        foreach (var (trial, window) in written.Measurements.Select(one => (one.Trial, one.Window)))
        {
            var own = samples[trial].ToArray();
            if (own.Length == 0)
            {
                throw new InvalidDataException($"{folder} has no samples of {trial}.");
            }

            results.Add(trial, new LoadResult(own, window.Begin, window.End));
        }

        return results;
    }
}
