using System.Diagnostics;
using System.Globalization;

namespace Agent.Tests.Supervision;

/// <summary>The agent as a process with a shell script for its model server.</summary>
public sealed class SupervisorModeTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-agent-").FullName;
    private FakeNacos _nacos = null!;
    private FakeTfServing _node = null!;

    public async ValueTask InitializeAsync()
    {
        _nacos = await FakeNacos.StartAsync();
        _node = await FakeTfServing.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _nacos.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("trap 'exit 42' TERM; echo > up; while :; do sleep 0.05; done", 42)]
    [InlineData("echo > up; exec sleep 300", 143)]
    [InlineData("trap '' TERM; echo > up; while :; do sleep 0.05; done", 137)]
    public async Task SIGTERM_stops_the_server_and_its_exit_code_is_passed_on(string script, int expected)
    {
        using var agent = Start(script, "Agent:DrainPeriod=0", "Agent:StopTimeout=00:00:01");
        await UntilAsync("up");
        await SignalAsync(agent, "TERM");
        (await agent.WaitAsync(Cancelled)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task SIGINT_and_SIGHUP_stop_it_as_SIGTERM_does(string signal)
    {
        Assert.SkipWhen(signal == "HUP" && IgnoresHangUps(), "SIGHUP is ignored here (nohup), and so by everything that is started from here.");
        using var agent = Start("echo > up; exec sleep 300", "Agent:DrainPeriod=0");
        await UntilAsync("up");
        await SignalAsync(agent, signal);
        (await agent.WaitAsync(Cancelled)).ShouldBe(143);

        // The first bit is signal 1.
        static bool IgnoresHangUps() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[^1] is '1' or '3' or '5' or '7' or '9' or 'b' or 'd' or 'f';
    }

    [Fact]
    public async Task Other_signals_are_forwarded()
    {
        using var agent = Start("trap 'echo > user1' USR1; trap 'echo > user2' USR2; echo > up; while :; do sleep 0.05; done");
        await UntilAsync("up");
        await SignalAsync(agent, "USR1");
        await UntilAsync("user1");
        await SignalAsync(agent, "USR2");
        await UntilAsync("user2");
    }

    [Fact]
    public async Task The_command_is_passed_on_unchanged_and_what_it_writes_is_passed_through()
    {
        using var agent = Start("printf '<%s>' \"$@\"; echo; echo problem >&2; echo $NAME", "Agent:Name=n", arguments: ["two words", "", "--", "--x=ä\"'"], name: "from outside");
        (await agent.WaitAsync(Cancelled)).ShouldBe(0);
        agent.Tail.ShouldContain("<two words><><--><--x=ä\"'>");
        agent.Tail.ShouldContain("problem");
        agent.Tail.ShouldContain("from outside");
    }

    [Fact]
    public async Task A_server_that_cannot_be_started_is_a_sentence_and_a_shells_exit_code()
    {
        using var missing = Agent("--", "tensorflow_model_serverr");
        (await missing.WaitAsync(Cancelled)).ShouldBe(127);
        missing.Tail.ShouldContain("'tensorflow_model_serverr' was not found");

        await File.WriteAllTextAsync(At("text"), "no program", Cancelled);
        using var text = Agent("--", At("text"));
        (await text.WaitAsync(Cancelled)).ShouldBe(126);
        text.Tail.ShouldContain("cannot be executed: Permission denied");
        text.Tail.ShouldNotContain("   at "); // No stack trace.
    }

    [Fact]
    public async Task A_server_that_crashes_is_started_again()
    {
        using var agent = Start("echo life >> lives; exit 7", "Agent:DrainPeriod=0");
        await Eventually.HoldsAsync(() => File.Exists(At("lives")) && File.ReadAllLines(At("lives")).Length >= 3);
        await SignalAsync(agent, "TERM");
        (await agent.WaitAsync(Cancelled)).ShouldBe(7);
        agent.Tail.ShouldContain("ended with exit code 7; it is started again in");
    }

    [Fact]
    public async Task What_a_server_leaves_behind_when_it_crashes_does_not_hold_its_port()
    {
        using var agent = Start("sleep 300 & echo $! >> left; exit 1");
        await Eventually.HoldsAsync(() => File.Exists(At("left")) && File.ReadAllLines(At("left")).Length >= 2);
        var first = (await File.ReadAllLinesAsync(At("left"), Cancelled))[0];
        await Eventually.HoldsAsync(() => !Alive(first));
    }

    [Fact]
    public async Task Kill_9_of_the_agent_leaves_no_orphan()
    {
        using var agent = Start("sleep 300 & echo $! > grandchild; echo $$ > child; wait");
        var child = await ReadAsync("child");
        var grandchild = await ReadAsync("grandchild");
        await SignalAsync(agent, "KILL");
        await Eventually.HoldsAsync(() => !Alive(child) && !Alive(grandchild));
    }

    [Fact]
    public async Task SIGTERM_takes_the_node_out_of_the_registry_a_drain_period_before_the_server_gets_it()
    {
        _node.Set("ResNet", 1);
        using var agent = Start("trap 'date +%s%N > term; exit 0' TERM; echo > up; while :; do sleep 0.05; done", "Agent:DrainPeriod=00:00:02");
        await UntilAsync("up");
        await Eventually.HoldsAsync(() => _nacos.All.Count == 2);
        await SignalAsync(agent, "TERM");
        await Eventually.HoldsAsync(() => _nacos.All.Count == 0);
        var left = TimeProvider.System.GetUtcNow();
        (await agent.WaitAsync(Cancelled)).ShouldBe(0);
        var terminated = DateTimeOffset.UnixEpoch.AddTicks(long.Parse(await ReadAsync("term"), CultureInfo.InvariantCulture) / 100);
        terminated.ShouldBeGreaterThan(left);
    }

    [Fact]
    public async Task A_crash_takes_the_node_out_of_the_registry_without_waiting_for_the_next_poll()
    {
        _node.Set("ResNet", 1);
        using var agent = Start("echo $$ > child; exec sleep 300", "Agent:PollInterval=01:00:00");
        var child = await ReadAsync("child");
        await Eventually.HoldsAsync(() => _nacos.All.Count == 2);
        await _node.DownAsync();
        using var kill = Process.Start("kill", ["-KILL", child]);
        await Eventually.HoldsAsync(() => _nacos.All.Count == 0);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string At(string file) => Path.Combine(_folder, file);

    private Task UntilAsync(string file) => Eventually.HoldsAsync(() => File.Exists(At(file)), $"{file} exists");

    private async Task<string> ReadAsync(string file)
    {
        var text = "";
        await Eventually.HoldsAsync(() => File.Exists(At(file)) && (text = File.ReadAllText(At(file)).Trim()).Length > 0, $"{file} is written");
        return text;
    }

    /// <summary>Whether a process runs; one that has ended and that nobody has waited for does not.</summary>
    private static bool Alive(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task SignalAsync(ChildProcess agent, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", agent.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Cancelled);
    }

    private ChildProcess Start(string script, params string[] settings) => Start(script, settings, []);

    private ChildProcess Start(string script, string setting, string[] arguments, string name) => Start(script, [setting], arguments, name);

    private ChildProcess Start(string script, string[] settings, string[] arguments, string name = "") =>
        Agent([.. settings, "--", "sh", "-c", $"cd '{_folder}'; {script}", "server", .. arguments], new Dictionary<string, string> { ["NAME"] = name });

    private ChildProcess Agent(params string[] arguments) => Agent(arguments, null);

    private ChildProcess Agent(string[] arguments, Dictionary<string, string>? environment) => ChildProcess.Start(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "Agent.dll"), $"ConnectionStrings:nacos={_nacos.Address}", $"Agent:Node={_node.Address}", "Agent:PollInterval=00:00:00.1", "Nacos:NamingUseRpc=false", .. arguments],
        environment);
}
