using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Running;

public sealed class WaitTests
{
    private readonly IDistributedApplicationBuilder _builder = Build.New();

    [Fact]
    public async Task WaitForCompletion_starts_after_the_expected_exit_code()
    {
        var task = _builder.AddScript("task", "while [ ! -e $D/go ]; do sleep 0.05; done; exit 4");
        _builder.AddScript("after", "echo started > $D/after").WaitForCompletion(task, exitCode: 4);
        await using var running = await RunningApplication.StartAsync(_builder);
        await running.StateAsync("after", KnownResourceStates.Waiting);
        await running.StateAsync("task", KnownResourceStates.Running);
        running.Now("after").State!.Text.ShouldBe(KnownResourceStates.Waiting);
        await File.WriteAllTextAsync(Path.Combine(running.Directory, "go"), "", TestContext.Current.CancellationToken);
        (await running.LineAsync("after")).ShouldBe("started");
    }

    [Fact]
    public async Task WaitForCompletion_other_exit_code_fails_the_waiting_one()
    {
        var task = _builder.AddScript("task", "exit 5");
        _builder.AddScript("after", "sleep 60").WaitForCompletion(task);
        await using var running = await RunningApplication.StartAsync(_builder);
        (await running.StateAsync("after", KnownResourceStates.FailedToStart)).Reason
            .ShouldBe("Resource 'task' has entered the 'Finished' state with exit code '5', expected '0'.");
    }

    [Fact]
    public async Task WaitFor_dependency_that_ends_or_never_starts_fails_the_waiting_ones_in_turn()
    {
        var bad = _builder.AddExecutable("bad", "no-such-command", "/");
        var middle = _builder.AddScript("middle", "sleep 60").WaitForStart(bad);
        _builder.AddScript("last", "sleep 60").WaitFor(middle);
        await using var running = await RunningApplication.StartAsync(_builder);
        (await running.StateAsync("middle", KnownResourceStates.FailedToStart)).Reason.ShouldNotBeNull().ShouldStartWith("Dependency resource 'bad' failed to start: The command 'no-such-command'");
        (await running.StateAsync("last", KnownResourceStates.FailedToStart)).Reason.ShouldNotBeNull().ShouldStartWith("Dependency resource 'middle' failed to start");
    }

    [Fact]
    public async Task WaitFor_with_a_dashboard_goes_on_waiting_until_the_dependency_is_started_again()
    {
        var builder = Build.WithDashboard();
        var tool = Path.GetTempFileName();
        File.Delete(tool);
        var late = builder.AddExecutable("late", tool, "/", "-c", "sleep 60 & wait");
        builder.AddScript("after", "echo started > $D/after").WaitFor(late);
        await using var running = await RunningApplication.StartAsync(builder);
        await running.StateAsync("late", KnownResourceStates.FailedToStart);
        await running.StateAsync("after", KnownResourceStates.Waiting);
        File.CreateSymbolicLink(tool, "/bin/sh");
        await running.Commands.ExecuteCommandAsync("late", KnownResourceCommands.StartCommand);
        (await running.LineAsync("after")).ShouldBe("started");
        File.Delete(tool);
    }

    [Fact]
    public async Task Stop_while_waiting_is_not_a_failure()
    {
        var blocker = _builder.AddScript("blocker", "sleep 60").WithExplicitStart();
        _builder.AddScript("waiting", "sleep 60").WaitFor(blocker);
        await using var running = await RunningApplication.StartAsync(_builder);
        await running.StateAsync("waiting", KnownResourceStates.Waiting);
        await running.StopAsync();
        var state = running.Now("waiting");
        (state.State!.Text, state.Reason).ShouldBe((KnownResourceStates.NotStarted, null));
    }

    [Fact]
    public async Task Events_come_in_the_official_order()
    {
        var seen = new List<string>();
        var app = _builder.AddScript("app", "sleep 60 & wait").WithHttpEndpoint();
        _builder.OnBeforeStart((_, _) => Note("before-start"));
        app.OnInitializeResource((_, _, _) => Note("initialize"))
            .OnResourceEndpointsAllocated((_, _, _) => Note("allocated"))
            .OnBeforeResourceStarted((_, _, _) => Note("before-resource"))
            .OnResourceReady((_, _, _) => Note("ready"))
            .OnResourceStopped((_, _, _) => Note("stopped"));
        await using var running = await RunningApplication.StartAsync(_builder);
        await running.HealthyAsync("app");
        await running.StopAsync();
        await Rollcall.Tests.Eventually.HoldsAsync(() => seen.Contains("stopped"));
        lock (seen)
        {
            // Initialization is told without waiting for those who listen.
            seen.Where(e => e != "initialize").ShouldBe(["before-start", "allocated", "before-resource", "ready", "stopped"]);
            seen.ShouldContain("initialize");
        }

        Task Note(string what)
        {
            lock (seen)
            {
                seen.Add(what);
            }

            return Task.CompletedTask;
        }
    }
}
