using System.Diagnostics;
using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Running;

/// <summary>What is left when the AppHost, in a process of its own, goes.</summary>
public sealed class HostDeathTests : IDisposable
{
    private const string Mark = "ASPIRE_TESTS_RUN";
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly string _directory = Directory.CreateTempSubdirectory("aspire-tests").FullName;

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Host_gone_leaves_no_process(string signal)
    {
        using var host = StartHost("sleep 60 & echo ready > $D/one; wait", "trap '' INT; (trap '' INT; sleep 60) & echo ready > $D/two; wait");
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(_directory, "one")) && File.Exists(Path.Combine(_directory, "two")));
        // Two shells with a child each, the guard, and the host.
        LinuxProcess.WithVariable(Mark, _run).Count.ShouldBeGreaterThanOrEqualTo(6);
        await SignalAsync(host, signal);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15));
        host.ExitCode.ShouldBe(signal == "KILL" ? 128 + 9 : 0);
        await Eventually.HoldsAsync(() => LinuxProcess.WithVariable(Mark, _run).Count == 0);
    }

    [Fact]
    public async Task Host_killed_while_its_children_do_not_listen_leaves_no_process()
    {
        // It lives for a second before it says so: on a busy machine the host's thread may not run between a child's start and its line to the guard.
        using var host = StartHost("trap '' TERM INT HUP; sleep 1; echo ready > $D/one; while :; do sleep 1; done");
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(_directory, "one")));
        await SignalAsync(host, "KILL");
        await Eventually.HoldsAsync(() => LinuxProcess.WithVariable(Mark, _run).Count == 0);
    }

    public void Dispose()
    {
        foreach (var left in LinuxProcess.WithVariable(Mark, _run))
        {
            using var process = Process.GetProcessById(left);
            process.Kill();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private Process StartHost(params string[] scripts)
    {
        var start = new ProcessStartInfo(Program.Path, [Program.AppHostArgument, .. scripts]) { RedirectStandardOutput = true };
        start.Environment[Mark] = _run;
        start.Environment["D"] = _directory;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
