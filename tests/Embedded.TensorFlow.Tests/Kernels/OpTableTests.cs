using System.Text;
using Embedded.TensorFlow.Kernels;
using Embedded.TensorFlow.Tests.Golden;

namespace Embedded.TensorFlow.Tests.Kernels;

public sealed class OpTableTests
{
    private const string Begin = "<!-- ops: written by OpTableTests from the kernel registry -->";
    private const string End = "<!-- /ops -->";

    /// <summary>Run with UPDATE_OP_TABLE=1 to rewrite the table.</summary>
    [Fact]
    public void Readme_lists_the_ops_of_the_registry()
    {
        var path = Path.Combine(RepositoryPaths.Root, "Embedded", "TensorFlow", "README.md");
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        to.ShouldBeGreaterThan(from, "README.md has lost the marks of its op table");
        if (Environment.GetEnvironmentVariable("UPDATE_OP_TABLE") == "1")
        {
            File.WriteAllText(path, text[..from] + Table() + text[to..]);
            return;
        }

        text[from..to].ShouldBe(Table(), "the op table is stale; run this test with UPDATE_OP_TABLE=1");
    }

    private static string Table()
    {
        var table = new StringBuilder("\n| Family | Types | Ops |\n|---|---|---|\n");
        foreach (var family in KernelRegistry.Default.Entries.GroupBy(e => (e.Family, e.Types)).OrderBy(g => g.Key))
        {
            var ops = family.OrderBy(e => e.Op, StringComparer.Ordinal).Select(e => e.Notes.Length == 0 ? $"`{e.Op}`" : $"`{e.Op}` ({e.Notes})");
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {family.Key.Family} | {family.Key.Types} | {string.Join(", ", ops)} |\n");
        }

        return table.ToString();
    }
}
