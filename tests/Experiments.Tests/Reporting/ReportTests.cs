using System.Text.RegularExpressions;
using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Reporting;
using Rollcall.Tests;

namespace Rollcall.Experiments.Tests.Reporting;

public sealed partial class ReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-report-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_form_is_written_and_the_page_needs_nothing_else()
    {
        ReportWriter.Write(Sets.Paper(), _folder.FullName);

        foreach (var file in (string[])["figure-7-resnet.svg", "figure-8-resnet.svg", "scaling-resnet.svg", "overhead-resnet.svg", "measurements.csv", "processes.csv", "observations.csv", "tables.md"])
        {
            new FileInfo(Path.Combine(_folder.FullName, file)).Length.ShouldBeGreaterThan(0, file);
        }

        var page = Read("report.html");
        page.ShouldContain("<svg");
        page.ShouldContain("A processor");
        page.ShouldNotContain("src=");
        page.ShouldNotContain("<link");
        var ids = Ids().Matches(page).Select(match => match.Value).ToArray();
        ids.Length.ShouldBeGreaterThan(6);
        ids.ShouldBeUnique();
    }

    [Fact]
    public void Json_read_back_gives_the_same_findings()
    {
        var findings = ReportWriter.Write(Sets.Paper(), _folder.FullName);

        var document = JsonReport.Read(Path.Combine(_folder.FullName, "results.json"));

        document.Findings.ShouldBe(findings);
        new Findings(document.Results, new Bootstrap()).All().ShouldBe(findings);
    }

    [Fact]
    public void Samples_are_one_line_a_request_from_which_the_measurement_can_be_made_again()
    {
        var trial = new Trial("paper", "resnet", "one node, agent", "closed", 2, 1);
        var path = Path.Combine(_folder.FullName, "samples.csv");
        using (var file = new SampleFile(path))
        {
            file.Write(trial, new LoadResult(
                [new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(2.5), 200, "node-1"), new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(4), 0, null)],
                TimeSpan.FromMilliseconds(10),
                TimeSpan.FromMilliseconds(30)));
        }

        File.ReadAllLines(path).ShouldBe(
        [
            "scenario,model,configuration,load,level,round,measured,start_us,latency_us,status,node",
            "paper,resnet,\"one node, agent\",closed,2,1,0,1000,2500,200,node-1",
            "paper,resnet,\"one node, agent\",closed,2,1,1,20000,4000,0,",
        ]);
    }

    [Fact]
    public void Latency_distribution_holds_all_rounds_of_a_configuration()
    {
        var results = Sets.Empty();
        foreach (var round in (int[])[1, 2])
        {
            results.Add(
                new Trial("paper", "resnet", "one node, agent", "closed", 2, round),
                new LoadResult([new(TimeSpan.Zero, TimeSpan.FromMilliseconds(100 * round), 200, "node-1")], TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        }

        ReportWriter.Write(results, _folder.FullName);

        var text = Read("paper-resnet-one-node-agent-closed-2.hgrm");
        text.ShouldContain("100.");
        text.ShouldContain("200.");
        text.ShouldContain("Total count    =            2");
    }

    [Fact]
    public void Tables_take_the_place_of_earlier_ones_and_leave_the_text()
    {
        var document = $"Before\n{MarkdownReport.Begin}\nold\n{MarkdownReport.End}\nAfter\n";

        var inserted = MarkdownReport.Insert(document, "new\n");

        inserted.ShouldBe($"Before\n{MarkdownReport.Begin}\nnew\n{MarkdownReport.End}\nAfter\n");
    }

    [Fact]
    public void Document_without_a_place_for_tables_is_refused()
        => Should.Throw<InvalidDataException>(() => MarkdownReport.Insert("text", "tables")).Message.ShouldContain(MarkdownReport.Begin);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.99512, "0.9951")]
    [InlineData(12.3456, "12.35")]
    [InlineData(4321.7, "4322")]
    public void Numbers_have_four_digits(double value, string text) => MarkdownReport.Number(value).ShouldBe(text);

    [GeneratedRegex("id=\"[^\"]*\"")]
    private static partial Regex Ids();

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));
}
