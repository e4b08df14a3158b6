using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Reporting;

namespace Rollcall.Experiments.Tests.Reporting;

public sealed class RecomputationTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-recompute-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Samples_give_every_measurement_again()
    {
        var results = Run();

        var again = Recomputation.Of(_folder.FullName);

        again.Measurements.Count.ShouldBe(results.Measurements.Count);
        foreach (var (one, other) in results.Measurements.Zip(again.Measurements))
        {
            (other with { Nodes = one.Nodes }).ShouldBe(one);
            other.Nodes.ShouldBe(one.Nodes, ignoreOrder: true);
        }

        again.Histograms.Count.ShouldBe(2);
    }

    [Fact]
    public void Measurement_follows_the_samples_and_not_what_was_written_before()
    {
        Run();
        var path = Path.Combine(_folder.FullName, SampleFile.Name);
        File.WriteAllLines(path, File.ReadAllLines(path).Select(line => line.Replace(",200,node-2", ",503,node-2", StringComparison.Ordinal)));

        Recomputation.Of(_folder.FullName).Measurements.Sum(one => one.Failures).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Load_without_samples_is_an_error()
    {
        Run();
        var path = Path.Combine(_folder.FullName, SampleFile.Name);
        File.WriteAllLines(path, File.ReadAllLines(path).Take(2));

        Should.Throw<InvalidDataException>(() => Recomputation.Of(_folder.FullName)).Message.ShouldContain("no samples");
    }

    [Fact]
    public void Published_folder_can_be_computed_again_and_holds_nothing_of_an_earlier_run()
    {
        Run();
        var page = Path.Combine(_folder.FullName, "page.md");
        File.WriteAllText(page, $"{MarkdownReport.Begin}\n{MarkdownReport.End}\n");
        var published = Directory.CreateDirectory(Path.Combine(_folder.FullName, "page")).FullName;
        File.WriteAllText(Path.Combine(published, "old.svg"), "old");

        Publication.Write(_folder.FullName, "tables\n", page);

        File.ReadAllText(page).ShouldContain("tables");
        Directory.EnumerateFiles(published).Select(Path.GetFileName).ShouldBe(["results.json", "samples.csv.gz"], ignoreOrder: true);
        Recomputation.Of(published).Measurements.Count.ShouldBe(4);
    }

    /// <summary>Two configurations over two rounds of requests with odd times, written as a run writes them.</summary>
    private Results Run()
    {
        var results = Sets.Empty();
        var random = new Random(7);
        using (var file = new SampleFile(Path.Combine(_folder.FullName, SampleFile.Name)))
        {
            foreach (var trial in from round in (int[])[1, 2] from name in (string[])["one, \"quoted\"", "two"] select new Trial("s", "resnet", name, "open", 2.5, round))
            {
                var samples = Enumerable.Range(0, 60)
                    .Select(i => new Sample(TimeSpan.FromTicks((i * 1_000_003L) + random.Next(1_000_000)), TimeSpan.FromTicks(random.Next(1, 3_000_000)), 200, $"node-{1 + random.Next(3)}"))
                    .ToArray();
                var result = new LoadResult(samples, TimeSpan.FromTicks(10_000_007), TimeSpan.FromTicks(50_000_001));
                file.Write(trial, result);
                results.Add(trial, result);
            }
        }

        JsonReport.Write(results, [], Path.Combine(_folder.FullName, Recomputation.ResultsFile));
        return results;
    }
}
