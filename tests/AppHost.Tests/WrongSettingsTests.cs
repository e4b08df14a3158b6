using System.Diagnostics;

namespace Rollcall.AppHost.Tests;

/// <summary>What a user reads who starts the application with something wrong: one sentence, and exit code 1.</summary>
public sealed class WrongSettingsTests : IDisposable
{
    private readonly DirectoryInfo _empty = Directory.CreateTempSubdirectory("rollcall-empty-");

    public void Dispose() => _empty.Delete(recursive: true);

    [Theory]
    [InlineData("--mode containers", "--mode containers needs")]
    [InlineData("--mode swarm", "--mode swarm is unknown: write embedded or containers.")]
    [InlineData("--ports 9000", "--ports 9000 is unknown: write random")]
    [InlineData("--models /no/such/folder", "there is no folder /no/such/folder")]
    [InlineData("--models .", "holds no model")]
    [InlineData("--nodes 0", "--nodes 0 is no number of nodes: write 1 to 20.")]
    [InlineData("--cpu-quota half", "--cpu-quota half is no share of a core")]
    [InlineData("--publisher manifest", "Publishing needs the containers")]
    public async Task Start_ends_with_one_sentence(string arguments, string says)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Projects.AppHost).Assembly.Location, .. arguments.Split(' ')])
        {
            WorkingDirectory = _empty.FullName,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30)); // A start that goes on in spite of the mistake must not run for ever.
        await using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(1, error + await output);
        error.ShouldContain(says);
        error.Trim().ShouldNotContain("\n");
    }
}
