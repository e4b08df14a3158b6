using System.Collections.Concurrent;
using System.Globalization;
using Aspire.Hosting.Processes;
using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Processes;

public sealed class UnixProcessGuardTests
{
    private const string Forever = "exec sleep 1000";

    [Fact]
    public async Task Disposed_launcher_ends_what_is_left_and_what_that_has_started()
    {
        SkipOnWindows();
        using var launcher = new ProcessLauncher();
        var lines = new BlockingCollection<string>();
        var child = Start(launcher, "sleep 1000 & echo $!; wait", lines);
        var grandchild = int.Parse(lines.Take(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);

        launcher.Dispose();

        (await EndAsync(child)).ShouldBe(128 + UnixNative.SigTerm);
        await Eventually.HoldsAsync(() => !IsAlive(grandchild), "what the child has started is gone");
    }

    [Fact]
    public async Task Child_that_ignores_SIGTERM_is_killed()
    {
        SkipOnWindows();
        using var launcher = new ProcessLauncher();
        var lines = new BlockingCollection<string>();
        var child = Start(launcher, "trap '' TERM; echo ready; while :; do sleep 1; done", lines);
        lines.Take(TestContext.Current.CancellationToken).ShouldBe("ready");

        launcher.Dispose();

        (await EndAsync(child)).ShouldBe(128 + UnixNative.SigKill);
    }

    [Fact]
    public void Child_is_guarded_from_its_first_moment()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        using var launcher = new ProcessLauncher();
        var lines = new BlockingCollection<string>();

        // The fifth field is the process group; the guard, whose group it is, is no child of the child.
        var child = Start(launcher, "cut -d ' ' -f 5 /proc/self/stat; " + Forever, lines);

        var group = int.Parse(lines.Take(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        group.ShouldNotBe(child.Id);
        File.ReadAllText($"/proc/{group}/cmdline").ShouldStartWith("/bin/sh\0-c\0trap");
        child.Kill();
    }

    [Fact]
    public async Task Guard_that_was_killed_does_not_disturb_the_child_and_its_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        using var launcher = new ProcessLauncher();
        var lines = new BlockingCollection<string>();
        var child = Start(launcher, "cut -d ' ' -f 5 /proc/self/stat; exec sleep 0.5", lines);
        var guard = int.Parse(lines.Take(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);

        UnixNative.Kill(guard, UnixNative.SigKill).ShouldBe(0);

        (await EndAsync(child)).ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_child_and_its_guard_when_the_child_has_ended()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        using var launcher = new ProcessLauncher();
        var lines = new BlockingCollection<string>();
        var child = Start(launcher, "cut -d ' ' -f 5 /proc/self/stat", lines);
        var guard = int.Parse(lines.Take(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);

        (await EndAsync(child)).ShouldBe(0);

        // Not even as an entry that nobody has waited for.
        UnixNative.Kill(guard, 0).ShouldBe(-1);
        UnixNative.Kill(child.Id, 0).ShouldBe(-1);
    }

    private static IChildProcess Start(ProcessLauncher launcher, string script, BlockingCollection<string> lines) => launcher.Start(new()
    {
        FileName = "/bin/sh",
        Arguments = ["-c", script],
        WorkingDirectory = "/",
        Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! },
        Output = (line, _) => lines.Add(line),
    });

    private static Task<int> EndAsync(IChildProcess child) => child.Exited.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    private static bool IsAlive(int process) => UnixNative.Kill(process, 0) == 0 && !IsDead(process);

    private static bool IsDead(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no process groups on Windows.");
}
