using System.Runtime.Versioning;
using Rollcall.Tests;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>The scripts that azd runs, and where azure.yaml says so.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HookTests : IDisposable
{
    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory("rollcall-hooks-");
    private readonly Script _script = new();

    public HookTests()
    {
        // A checkout in small: the script finds everything from where it lies.
        _repository.CreateSubdirectory("docker");
        File.Copy(PublishedFiles.Docker("prepare.sh"), At("docker", "prepare.sh"));
        foreach (var version in (string[])["models/digits/1", "models/digits/2", "artifacts/models/resnet/1", "own/b/12", "own/a/1"])
        {
            _repository.CreateSubdirectory(version);
            File.WriteAllText(At(version, "saved_model.pb"), version);
        }

        _script.With("dotnet", "echo \"dotnet $*\"; pwd");
    }

    public void Dispose()
    {
        _script.Dispose();
        _repository.Delete(recursive: true);
    }

    [Fact]
    public async Task Prepare_publishes_the_agent_as_one_file_and_collects_the_models()
    {
        var (exitCode, output, error) = await _script.RunAsync(At("docker", "prepare.sh"), []);

        exitCode.ShouldBe(0, error);
        output.Split('\n')[0].ShouldBe("dotnet publish Agent -c Release -r linux-x64 -o artifacts/docker/agent");
        output.ShouldNotContain("models/resnet50"); // Its weights are there.
        Models().ShouldBe(["digits/1/saved_model.pb", "digits/2/saved_model.pb", "models.config", "resnet/1/saved_model.pb"]);
        File.ReadAllText(At("artifacts", "docker", "models", "models.config")).ShouldBe("""
            model_config_list {
              config { name: "digits" base_path: "/models/digits" model_platform: "tensorflow" }
              config { name: "resnet" base_path: "/models/resnet" model_platform: "tensorflow" }
            }

            """);
    }

    [Fact]
    public async Task Prepare_takes_a_folder_of_models_and_leaves_nothing_of_the_last_run()
    {
        await _script.RunAsync(At("docker", "prepare.sh"), []);

        var (exitCode, _, error) = await _script.RunAsync(At("docker", "prepare.sh"), [At("own")]);

        exitCode.ShouldBe(0, error);
        Models().ShouldBe(["a/1/saved_model.pb", "b/12/saved_model.pb", "models.config"]);
    }

    [Fact]
    public async Task Prepare_follows_links_since_what_they_lead_to_is_not_in_the_image()
    {
        Directory.CreateSymbolicLink(At("own", "linked"), At("models", "digits"));

        await _script.RunAsync(At("docker", "prepare.sh"), [At("own")]);

        new DirectoryInfo(At("artifacts", "docker", "models", "linked")).LinkTarget.ShouldBeNull();
        File.Exists(At("artifacts", "docker", "models", "linked", "1", "saved_model.pb")).ShouldBeTrue();
    }

    [Fact]
    public async Task Prepare_refuses_a_folder_without_models()
    {
        _repository.CreateSubdirectory("empty");

        var (exitCode, _, error) = await _script.RunAsync(At("docker", "prepare.sh"), [At("empty")]);

        exitCode.ShouldBe(1);
        error.ShouldContain("empty holds no model: each model is a folder");
    }

    [Fact]
    public async Task Prepare_does_not_delete_the_models_it_is_given()
    {
        await _script.RunAsync(At("docker", "prepare.sh"), []);

        var (exitCode, _, error) = await _script.RunAsync(At("docker", "prepare.sh"), [At("artifacts", "docker", "models")]);

        exitCode.ShouldBe(1);
        error.ShouldContain("is where this script writes");
        Models().ShouldContain("digits/1/saved_model.pb");
    }

    [Fact]
    public async Task Prepare_writes_the_weights_when_they_are_missing()
    {
        Directory.Delete(At("artifacts", "models"), recursive: true);
        _script.With("dotnet", "[ \"$1\" = run ] && { echo \"dotnet $*\"; mkdir -p artifacts/models/resnet/1; }; exit 0");

        var (exitCode, output, error) = await _script.RunAsync(At("docker", "prepare.sh"), []);

        exitCode.ShouldBe(0, error);
        output.ShouldContain("dotnet run -c Release --project models/resnet50 -- artifacts/models/resnet");
    }

    [Fact]
    public async Task Prepare_fails_when_the_agent_cannot_be_published()
    {
        _script.With("dotnet", "exit 3");

        (await _script.RunAsync(At("docker", "prepare.sh"), [])).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task Single_replica_is_set_for_the_registry_and_every_node()
    {
        _script.With("az", "[ \"$2\" = list ] && printf 'nacos\\nnode-1\\n'; echo \"az $*\" >&2; exit 0");

        var (exitCode, _, error) = await _script.RunAsync(PublishedFiles.Docker("azure", "single-replica.sh"), [], ("AZURE_ENV_NAME", "prod"));

        exitCode.ShouldBe(0, error);
        error.ShouldContain("az containerapp update --resource-group rg-prod --name nacos --min-replicas 1 --max-replicas 1 --output none\n");
        error.ShouldContain("az containerapp update --resource-group rg-prod --name node-1 --min-replicas 1 --max-replicas 1 --output none\n");
    }

    [Fact]
    public async Task Single_replica_says_when_there_is_nothing_to_set()
    {
        _script.With("az", "exit 0");

        var (exitCode, _, error) = await _script.RunAsync(PublishedFiles.Docker("azure", "single-replica.sh"), [], ("AZURE_ENV_NAME", "prod"));

        exitCode.ShouldBe(1);
        error.ShouldContain("rg-prod");
    }

    [Fact]
    public void Azure_yaml_has_one_service_and_hooks_that_exist()
    {
        var lines = File.ReadAllLines(Path.Combine(Checkout.Root, "azure.yaml")).Select(line => line.TrimEnd()).ToArray();

        Below(lines, "services:").ShouldBe(["app:"]);
        lines.ShouldContain("    host: containerapp");
        lines.ShouldContain("    project: ./AppHost/AppHost.csproj");
        Below(lines, "hooks:").ShouldBe(["prepackage:", "predeploy:", "postdeploy:"]);
        lines.Where(line => line.StartsWith("    run: ", StringComparison.Ordinal)).Select(line => line["    run: ".Length..])
            .ShouldBe(["docker/prepare.sh", "docker/prepare.sh", "docker/azure/single-replica.sh"]);
    }

    [Theory]
    [InlineData("prepare.sh")]
    [InlineData("azure/single-replica.sh")]
    [InlineData("node/entrypoint.sh")]
    public async Task Script_is_executable_and_its_shell_can_read_it(string script)
    {
        var path = PublishedFiles.Docker(script);
        File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        var shell = File.ReadLines(path).First()["#!".Length..];

        var ended = await EndedProcess.RunAsync(shell, ["-n", path], cancellationToken: TestContext.Current.CancellationToken);

        ended.ExitCode.ShouldBe(0, ended.Error);
    }

    private static string[] Below(string[] lines, string section)
        => [.. lines.SkipWhile(line => line != section).Skip(1).TakeWhile(line => line.StartsWith(' '))
            .Where(line => line.StartsWith("  ", StringComparison.Ordinal) && line[2] is not (' ' or '#')).Select(line => line.Trim())];

    private string[] Models()
    {
        var root = At("artifacts", "docker", "models");
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal)];
    }

    private string At(params string[] path) => Path.Combine([_repository.FullName, .. path]);
}
