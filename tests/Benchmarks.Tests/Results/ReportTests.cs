using System.Text.Json.Nodes;
using Benchmarks.Results;
using Rollcall.Tests;

namespace Benchmarks.Tests.Results;

public sealed class ReportTests
{
    private static readonly Figure s_ratio = new("ours ÷ theirs") { Must = Fakes.AtMost(1), Aim = Fakes.AtMost(0.8) };
    private static readonly Figure s_memory = new("memory", "MB") { Must = Fakes.AtMost(55) };
    private static readonly Figure s_missing = new("a | b") { Must = Fakes.AtLeast(0.35) };

    private static readonly BenchmarkResult s_result = Fakes.Result(
        new Row(s_ratio, new Interval(0.875, 0.85, 0.9)), Fakes.Row(s_memory, 58.91), new Row(s_missing, null, "nginx | wrk is not installed"));

    [Fact]
    public void Table_has_a_line_a_row_in_columns()
        => ConsoleTable.Write(s_result).ShouldBe("""
            name                  value                   goal            ok or short
            speed: ours ÷ theirs  0.875 (0.850 to 0.900)  ≤ 1, aim ≤ 0.8  ok, aim short
            speed: memory         58.9 MB                 ≤ 55            short
            speed: a | b          –                       ≥ 0.35          not measured: nginx | wrk is not installed

            """);

    [Fact]
    public void Json_holds_machine_goals_and_verdicts()
    {
        var json = JsonNode.Parse(JsonReport.Write(s_result))!;

        ((int)json["schema"]!).ShouldBe(1);
        ((string)json["machine"]!["processor"]!).ShouldBe("Some processor");
        ((string)json["machine"]!["measured"]!).ShouldStartWith("2026-01-02T03:04:05");
        ((bool)json["quick"]!).ShouldBeFalse();
        ((bool)json["holds"]!).ShouldBeFalse();
        var suite = json["suites"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)suite["name"]!).ShouldBe("speed");
        ((double)suite["seconds"]!).ShouldBe(12.3);
        suite["rows"]![0]!.ToJsonString().ShouldBe(JsonNode.Parse("""
            {"name":"ours ÷ theirs","unit":"","value":0.875,"low":0.85,"high":0.9,"must":{"atMost":1},"aim":{"atMost":0.8},"verdict":"aimShort","reason":null}
            """)!.ToJsonString());
        suite["rows"]![2]!.ToJsonString().ShouldBe(JsonNode.Parse("""
            {"name":"a | b","unit":"","value":null,"low":null,"high":null,"must":{"atLeast":0.35},"aim":null,"verdict":"notMeasured","reason":"nginx | wrk is not installed"}
            """)!.ToJsonString());
    }

    [Fact]
    public void Overview_links_the_page_of_each_suite_and_keeps_its_columns()
    {
        var page = MarkdownPage.Overview(s_result);

        page.ShouldContain("## [speed](speed.md)");
        page.ShouldContain("2026-01-02 03:04 UTC. Some processor, 2 cores, 24 GB, Linux, .NET 10, load average before the run 0.5.");
        page.ShouldContain("| memory | 58.9 MB | ≤ 55 | short |");
        page.ShouldContain("| a \\| b | – | ≥ 0.35 | not measured: nginx \\| wrk is not installed |");
    }

    [Fact]
    public void Page_of_a_suite_shows_what_lies_behind_its_rows()
    {
        var page = MarkdownPage.Suite(s_result, s_result.Suites[0]);

        page.ShouldContain("-- speed`");
        page.ShouldEndWith("\n\n| round |\n|---|\n| 1 |\n");
    }

    [Fact]
    public void Short_run_says_so()
    {
        MarkdownPage.Overview(s_result with { Quick = true }).ShouldContain("not to be quoted");
        MarkdownPage.Overview(s_result).ShouldNotContain("not to be quoted");
    }
}
