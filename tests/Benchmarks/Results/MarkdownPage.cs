using System.Text;

namespace Benchmarks.Results;

/// <summary>The pages under <c>docs/benchmarks</c>: one for all rows, and one for each suite with what lies behind them.</summary>
internal static class MarkdownPage
{
    public static string Overview(BenchmarkResult result)
    {
        var text = new StringBuilder();
        text.Append("# Benchmarks\n\n`dotnet run -c Release --project tests/Benchmarks -- all`\n\n").Append(Facts(result));
        foreach (var suite in result.Suites)
        {
            text.Append($"## [{suite.Name}]({suite.Name}.md)\n\n{suite.Question}\n\n").Append(Rows(suite)).Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    public static string Suite(BenchmarkResult result, SuiteResult suite)
        => $"# {suite.Name}\n\n`dotnet run -c Release --project tests/Benchmarks -- {suite.Name}`\n\n{suite.Question}\n\n{Facts(result)}{Rows(suite)}\n{suite.Details}".TrimEnd('\n') + "\n";

    private static string Facts(BenchmarkResult result)
    {
        var machine = result.Machine;
        var load = machine.LoadAverage is { } average ? FormattableString.Invariant($", load average before the run {average:0.0}") : "";
        var quick = result.Quick ? "**A short run: these figures are not to be quoted.**\n\n" : "";
        return FormattableString.Invariant(
            $"{machine.Measured:yyyy-MM-dd HH:mm} UTC. {machine.Processor}, {machine.Cores} cores, {machine.MemoryGigabytes:0} GB, {machine.System}, {machine.Runtime}{load}.\n\n{quick}");
    }

    private static string Rows(SuiteResult suite)
    {
        var text = new StringBuilder();
        text.Append($"| {string.Join(" | ", RowText.Titles)} |\n|---|---|---|---|\n");
        foreach (var row in suite.Rows)
        {
            string[] cells = [row.Figure.Name, RowText.Value(row), RowText.Goal(row.Figure), RowText.Verdict(row)];
            text.Append($"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
        }

        return text.ToString();
    }
}
