using Rollcall.Tests;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>The Helm chart, and the secrets beside it.</summary>
public sealed class KubernetesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-publish-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Chart_is_the_snapshot_and_breaks_no_rule()
    {
        await PublishAsync();

        Files(_folder.FullName).Where(file => file != "secrets.yaml").ShouldBe(Files(PublishedFiles.ChartSnapshot));
        foreach (var file in Files(PublishedFiles.ChartSnapshot))
        {
            File.ReadAllText(Path.Combine(_folder.FullName, file)).ShouldBe(File.ReadAllText(Path.Combine(PublishedFiles.ChartSnapshot, file)), file);
        }

        ChartLint.Violations(_folder.FullName).ShouldBeEmpty();
    }

    [Fact]
    public async Task Secrets_are_generated_once()
    {
        await PublishAsync();
        var before = Secrets();
        before.Keys.ShouldBe(["nacos_identity", "nacos_password", "nacos_token"]);
        before["nacos_token"].ShouldMatch("^[A-Za-z0-9]{48}$");
        before["nacos_password"].ShouldMatch("^[A-Za-z0-9]{24}$");

        await PublishAsync();

        Secrets().ShouldBe(before);
    }

    [Fact]
    public async Task Chart_without_its_secrets_is_not_installed()
    {
        await PublishAsync();
        File.Delete(Path.Combine(_folder.FullName, "secrets.yaml"));

        ChartLint.Violations(_folder.FullName).ShouldContain("templates/node/secrets.yaml: secrets.nacos_password is not set: give Helm the file secrets.yaml");
    }

    [Fact]
    public async Task Nodes_are_the_replicas_of_one_deployment()
    {
        await PublishAsync("--nodes", "7");

        File.ReadAllText(Path.Combine(_folder.FullName, "templates", "node", "deployment.yaml"))
            .ShouldBe(File.ReadAllText(Path.Combine(PublishedFiles.ChartSnapshot, "templates", "node", "deployment.yaml")).Replace("replicas: 3", "replicas: 7", StringComparison.Ordinal));
    }

    private async Task PublishAsync(params string[] more)
    {
        var result = await AppHostProgram.RunAsync(_folder.FullName, ["--operation", "publish", "--target", "kubernetes", "--output-path", _folder.FullName, .. more]);
        result.ExitCode.ShouldBe(0, result.All);
    }

    private SortedDictionary<string, string> Secrets() => new(ChartLint.Texts(ChartLint.Parse(File.ReadAllText(Path.Combine(_folder.FullName, "secrets.yaml"))), "secrets").ToDictionary(), StringComparer.Ordinal);

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];
}
