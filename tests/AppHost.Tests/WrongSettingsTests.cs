namespace Rollcall.AppHost.Tests;

/// <summary>What a user reads who starts the application with something wrong: one sentence, and exit code 1.</summary>
public sealed class WrongSettingsTests : IDisposable
{
    private readonly DirectoryInfo _empty = Directory.CreateTempSubdirectory("rollcall-empty-");

    public void Dispose() => _empty.Delete(recursive: true);

    [Theory]
    [InlineData("--mode containers --ASPIRE_CONTAINER_RUNTIME=no-such-engine", "'no-such-engine', is not in PATH: install Docker or Podman")]
    [InlineData("--nacos-tag latest", "--nacos-tag latest is no version that this application knows: write a tag of nacos/nacos-server such as v2.5.1 or v3.0.3.")]
    [InlineData("--nacos-tag v3.2.0", "--nacos-tag v3.2.0 is no version that this application knows")]
    [InlineData("--publisher manifest --nacos-tag v2.3.2", "--nacos-tag v2.3.2 starts with a user whose password everybody knows")]
    [InlineData("--mode swarm", "--mode swarm is unknown: write embedded or containers.")]
    [InlineData("--ports 9000", "--ports 9000 is unknown: write random")]
    [InlineData("--models /no/such/folder", "there is no folder /no/such/folder")]
    [InlineData("--models .", "holds no model")]
    [InlineData("--nodes 0", "--nodes 0 is no number of nodes: write 1 to 20.")]
    [InlineData("--cpu-quota half", "--cpu-quota half is no share of a core")]
    [InlineData("--publisher manifest --models .", "--models is about processes of this machine")]
    [InlineData("--operation publish --ports random", "--ports is about processes of this machine")]
    [InlineData("--operation publish --target nomad", "--target nomad is unknown: write compose (for Docker Compose and Swarm) or kubernetes.")]
    [InlineData("--publisher manifest --nodes 0", "--nodes 0 is no number of nodes: write 1 to 20.")]
    public async Task Start_ends_with_one_sentence(string arguments, string says)
    {
        var result = await AppHostProgram.RunAsync(_empty.FullName, arguments.Split(' '));

        result.ExitCode.ShouldBe(1, result.All);
        result.Error.ShouldContain(says);
        result.Error.Trim().ShouldNotContain("\n");
    }
}
