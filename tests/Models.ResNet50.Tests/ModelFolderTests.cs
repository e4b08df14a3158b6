namespace Models.ResNet50.Tests;

public sealed class ModelFolderTests
{
    private const string DataFile = "1/variables/variables.data-00000-of-00001";

    [Fact]
    public void Write_makes_a_complete_model_and_says_so()
    {
        using var folder = new TemporaryFolder();

        var lines = Write(folder);

        Files(folder).ShouldBe(["1/saved_model.pb", DataFile, "1/variables/variables.index"]);
        lines[0].ShouldContain("writing");
        lines.ShouldContain("resnet50: 50 %");
        lines[^1].ShouldStartWith("resnet50: done in");
    }

    [Fact]
    public void Write_over_a_complete_model_leaves_it_alone()
    {
        using var folder = new TemporaryFolder();
        Write(folder);
        var written = File.GetLastWriteTimeUtc(Path.Combine(folder.Path, DataFile));

        Write(folder).ShouldHaveSingleItem().ShouldEndWith("is complete, nothing to do");

        File.GetLastWriteTimeUtc(Path.Combine(folder.Path, DataFile)).ShouldBe(written);
    }

    [Fact]
    public void Write_replaces_what_an_interrupted_writer_left()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, ".unfinished", "variables"));
        File.WriteAllText(Path.Combine(folder.Path, ".unfinished", "variables", "variables.data-00000-of-00001"), "half");
        Directory.CreateDirectory(Path.Combine(folder.Path, "1"));
        File.WriteAllText(Path.Combine(folder.Path, "1", "saved_model.pb"), "half");
        File.WriteAllText(Path.Combine(folder.Path, "1", "stray"), "stray");

        var lines = Write(folder);

        lines.ShouldContain(line => line.Contains("replacing an incomplete"));
        Files(folder).ShouldBe(["1/saved_model.pb", DataFile, "1/variables/variables.index"]);
    }

    [Fact]
    public async Task Write_by_two_at_once_gives_one_model()
    {
        using var folder = new TemporaryFolder();

        var lines = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Write(folder))));

        lines.Count(own => own[^1].StartsWith("resnet50: done", StringComparison.Ordinal)).ShouldBe(1);
        lines.Count(own => own[^1].EndsWith("nothing to do", StringComparison.Ordinal)).ShouldBe(2);
        Files(folder).Count.ShouldBe(3);
    }

    private static List<string> Write(TemporaryFolder folder)
    {
        using var progress = new StringWriter();
        new ModelFolder(folder.Path, TimeProvider.System, progress).Write();
        return [.. progress.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)];
    }

    private static List<string> Files(TemporaryFolder folder) =>
    [
        .. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder.Path, file))
            .Where(file => !file.StartsWith('.'))
            .Order(StringComparer.Ordinal),
    ];
}
