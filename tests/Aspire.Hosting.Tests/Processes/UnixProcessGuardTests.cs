using System.Collections.Concurrent;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Processes;

public sealed class UnixProcessGuardTests
{
    [Fact]
    public async Task Dispose_ends_the_groups_that_are_left()
    {
        SkipOnWindows();
        using var guard = UnixProcessGuard.Start(NullLogger.Instance);
        var child = Start(guard);

        guard.Dispose();

        (await child.Exited.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).ShouldBe(128 + UnixNative.SigTerm);
    }

    [Fact]
    public async Task Shell_that_was_killed_is_replaced_and_knows_the_earlier_groups()
    {
        SkipOnWindows();
        using var guard = UnixProcessGuard.Start(NullLogger.Instance);
        var first = Start(guard);
        var shell = guard.ShellId;
        UnixNative.Kill(shell, UnixNative.SigKill).ShouldBe(0);

        // Only the next write tells that nobody reads; the children's own ends must not be disturbed by it.
        var others = new ConcurrentBag<IChildProcess>();
        await Eventually.HoldsAsync(() =>
        {
            others.Add(Start(guard));
            return guard.ShellId != shell;
        });

        guard.Dispose();
        foreach (var child in others.Append(first))
        {
            (await child.Exited.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System)).ShouldBe(128 + UnixNative.SigTerm);
        }
    }

    private static UnixChildProcess Start(UnixProcessGuard guard) => UnixChildProcess.Start(
        new()
        {
            FileName = "/bin/sleep",
            Arguments = ["1000"],
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string>(),
            Output = (_, _) => { },
        },
        guard);

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no process groups on Windows.");
}
