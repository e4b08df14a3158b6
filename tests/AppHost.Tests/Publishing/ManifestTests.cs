using System.Text.Json;
using Rollcall.Tests;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>The manifest that azd reads.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("rollcall-publish-");
    private readonly string _manifest = Path.Combine(Checkout.Root, "artifacts", $"{Guid.NewGuid():N}.json");

    public void Dispose()
    {
        _elsewhere.Delete(recursive: true);
        File.Delete(_manifest);
    }

    [Theory]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    public async Task Manifest_is_the_snapshot_and_the_program_ends(params string[] publish)
    {
        var result = await AppHostProgram.RunAsync(_elsewhere.FullName, [.. publish, "--output-path", _manifest]);

        result.ExitCode.ShouldBe(0, result.All);
        (await File.ReadAllTextAsync(_manifest, TestContext.Current.CancellationToken)).ShouldBe(PublishedFiles.ManifestSnapshot);
        _elsewhere.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Fact]
    public async Task Paths_are_relative_to_the_manifest_wherever_it_is()
    {
        // azd asks for a temporary folder; a path without .json is a folder.
        var result = await AppHostProgram.RunAsync(_elsewhere.FullName, "--publisher", "manifest", "--output-path", "out/of");

        result.ExitCode.ShouldBe(0, result.All);
        var path = Path.Combine(_elsewhere.FullName, "out", "of", "aspire-manifest.json");
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        AzdRules.Violations(manifest.RootElement, path).ShouldBeEmpty();
        var project = manifest.RootElement.GetProperty("resources").GetProperty("consumer-api").GetProperty("path").GetString()!;
        Path.GetFullPath(project, Path.GetDirectoryName(path)!).ShouldBe(Path.Combine(Checkout.Root, "ConsumerApi", "ConsumerApi.csproj"));
    }

    [Fact]
    public async Task Nodes_are_as_many_as_asked_for()
    {
        var result = await AppHostProgram.RunAsync(_elsewhere.FullName, "--publisher", "manifest", "--nodes", "2", "--output-path", _manifest);

        result.ExitCode.ShouldBe(0, result.All);
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_manifest, TestContext.Current.CancellationToken));
        manifest.RootElement.GetProperty("resources").EnumerateObject().Select(resource => resource.Name)
            .ShouldBe(["nacos-token", "nacos-identity", "nacos-password", "nacos", "node-1", "node-2", "consumer-api"]);
    }

    [Fact]
    public async Task Unknown_publisher_is_said_and_fails()
    {
        var result = await AppHostProgram.RunAsync(_elsewhere.FullName, "--publisher", "helm", "--output-path", _manifest);

        result.ExitCode.ShouldBe(1, result.All);
        result.All.ShouldContain("There is no publisher 'helm'");
        File.Exists(_manifest).ShouldBeFalse();
    }
}
