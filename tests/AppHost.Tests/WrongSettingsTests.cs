using System.Diagnostics;

namespace Rollcall.AppHost.Tests;

/// <summary>What a user reads who starts the application with something wrong: one sentence, and exit code 1.</summary>
public sealed class WrongSettingsTests
{
    [Theory]
    [InlineData("--mode containers", "--mode containers needs")]
    [InlineData("--mode swarm", "--mode swarm is unknown: write embedded or containers.")]
    [InlineData("--ports 9000", "--ports 9000 is unknown: write random")]
    [InlineData("--models /no/such/folder", "there is no folder /no/such/folder")]
    [InlineData("--models /proc/self", "holds no model")]
    [InlineData("--nodes 0", "--nodes 0 is no number of nodes: write 1 to 20.")]
    [InlineData("--cpu-quota half", "--cpu-quota half is no share of a core")]
    [InlineData("--publisher manifest", "Publishing needs the containers")]
    public async Task Start_ends_with_one_sentence(string arguments, string says)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Projects.AppHost).Assembly.Location, .. arguments.Split(' ')])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(1, error + await output);
        error.ShouldContain(says);
        error.Trim().ShouldNotContain("\n");
    }
}
