using System.Text.RegularExpressions;

namespace Rollcall.Architecture;

/// <summary>Files stay small, and nothing unfinished is called done.</summary>
public sealed partial class SourceFileTests
{
    /// <summary>Above this a file says in its header why it is one piece.</summary>
    private const int Ceiling = 400;

    private static readonly (string Path, string[] Lines)[] s_files =
        [.. Repository.ProductSources.Select(path => (path, File.ReadAllLines(Repository.At(path))))];

    [Fact]
    public void Half_of_the_files_have_at_most_60_lines_and_nine_of_ten_at_most_180()
    {
        var sizes = s_files.Select(file => file.Lines.Length).Order().ToArray();

        sizes[sizes.Length / 2].ShouldBeLessThanOrEqualTo(60);
        sizes[sizes.Length * 9 / 10].ShouldBeLessThanOrEqualTo(180);
    }

    [Fact]
    public void File_above_400_lines_says_why_in_its_header()
        => s_files.Where(file => file.Lines.Length > Ceiling && !file.Lines[0].StartsWith("//", StringComparison.Ordinal))
            .Select(file => $"{file.Path}: {file.Lines.Length} lines")
            .ShouldBeEmpty();

    [Fact]
    public void AppHost_is_prose_of_at_most_80_lines()
        => File.ReadAllLines(Repository.At("AppHost", "AppHost.cs")).Length.ShouldBeLessThanOrEqualTo(80);

    [Fact]
    public void Nothing_is_left_unfinished_or_swallowed()
        => s_files.SelectMany(file => file.Lines.Select((line, index) => (file.Path, Line: line, Number: index + 1)))
            .Where(line => Unfinished().IsMatch(line.Line))
            .Select(line => $"{line.Path}:{line.Number}: {line.Line.Trim()}")
            .ShouldBeEmpty();

    [Fact]
    public void Suppression_has_its_reason_beside_it()
        => s_files.SelectMany(file => file.Lines.Select((line, index) => (file.Path, Line: line, Number: index + 1)))
            .Where(line => line.Line.Contains("#pragma warning disable", StringComparison.Ordinal) && !line.Line.Contains("//", StringComparison.Ordinal))
            .Select(line => $"{line.Path}:{line.Number}: {line.Line.Trim()}")
            .ShouldBeEmpty();

    [Fact]
    public void Models_of_the_repository_stay_below_20_megabytes()
        => Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path).StartsWith("variables.data", StringComparison.Ordinal) || path.EndsWith("saved_model.pb", StringComparison.Ordinal))
            .Where(path => !Path.GetRelativePath(Repository.Root, path).StartsWith("artifacts", StringComparison.Ordinal))
            .Sum(path => new FileInfo(path).Length)
            .ShouldBeLessThanOrEqualTo(20_000_000);

    [GeneratedRegex(@"\b(TO-?DO|FIX-?ME)\b|NotImplemented(?=Exception)|catch\s*(\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex Unfinished();
}
