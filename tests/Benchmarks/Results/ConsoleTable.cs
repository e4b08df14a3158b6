using System.Text;

namespace Benchmarks.Results;

/// <summary>The table that the command prints at its end.</summary>
internal static class ConsoleTable
{
    public static string Write(BenchmarkResult result)
    {
        List<IReadOnlyList<string>> lines = [RowText.Titles, .. result.Suites.SelectMany(suite => suite.Rows.Select(row => RowText.Cells(suite, row)))];
        var widths = Enumerable.Range(0, RowText.Titles.Count - 1).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            for (var column = 0; column < widths.Length; column++)
            {
                text.Append(line[column].PadRight(widths[column])).Append("  ");
            }

            text.Append(line[^1]).Append('\n');
        }

        return text.ToString();
    }
}
