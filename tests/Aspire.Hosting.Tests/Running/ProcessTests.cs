using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Running;

public sealed class ProcessTests
{
    private readonly IDistributedApplicationBuilder _builder = Build.New();

    [Fact]
    public async Task Exit_is_finished_with_its_code_and_last_lines()
    {
        _builder.AddScript("good", "echo fine");
        _builder.AddScript("bad", "echo first; echo the reason >&2; exit 7");
        _builder.AddScript("shot", "kill -9 $$");
        await using var running = await RunningApplication.StartAsync(_builder);
        (await running.StateAsync("good", KnownResourceStates.Finished)).ExitCode.ShouldBe(0);
        running.Log("good").ShouldHaveSingleItem().ShouldEndWith("fine");
        var bad = await running.StateAsync("bad", KnownResourceStates.Finished);
        bad.ExitCode.ShouldBe(7);
        bad.Reason.ShouldNotBeNull().ShouldStartWith("exit code 7");
        bad.Reason.ShouldContain("the reason");
        (await running.StateAsync("shot", KnownResourceStates.Finished)).ExitCode.ShouldBe(128 + 9);
    }

    [Fact]
    public async Task Process_gets_arguments_variables_and_directory_and_the_group_of_a_guard_of_its_own()
    {
        _builder.AddExecutable("app", "sh", "/usr", "-c", "echo \"$1|$V|$(pwd)|$(cut -d' ' -f5 /proc/$$/stat)\" > $D/out; sleep 60", "name", "a b'\"c").WithEnvironment("V", "v=1 ü");
        _builder.AddScript("other", "cut -d' ' -f5 /proc/$$/stat > $D/other; sleep 60");
        await using var running = await RunningApplication.StartAsync(_builder);
        var parts = (await running.LineAsync("out")).Split('|');
        parts[..3].ShouldBe(["a b'\"c", "v=1 ü", "/usr"]);
        var group = parts[3];
        group.ShouldNotBe(await running.LineAsync("other"));

        // Fields 4 and 5, after the program's name: the parent, and the group.
        var guard = (await File.ReadAllTextAsync($"/proc/{group}/stat")).Split(") ")[1].Split(' ')[1..3];
        guard.ShouldBe([Environment.ProcessId.ToString(CultureInfo.InvariantCulture), group]);
    }

    [Fact]
    public async Task Start_that_cannot_work_fails_with_a_sentence()
    {
        _builder.AddExecutable("command", "no-such-command", "/");
        _builder.AddExecutable("directory", "sh", "/no/such/directory");
        await using var running = await RunningApplication.StartAsync(_builder);
        (await running.StateAsync("command", KnownResourceStates.FailedToStart)).Reason.ShouldBe("The command 'no-such-command' is not in PATH; install it, or give its full path.");
        (await running.StateAsync("directory", KnownResourceStates.FailedToStart)).Reason.ShouldBe("The working directory '/no/such/directory' does not exist.");
    }

    [Fact]
    public async Task Start_port_in_use_names_port_resource_and_setting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        _builder.AddScript("proxied", "sleep 60").WithHttpEndpoint(port: port);
        _builder.AddScript("proxyless", "sleep 60").WithHttpEndpoint(port: port, name: "web", isProxied: false);
        await using var running = await RunningApplication.StartAsync(_builder);
        foreach (var (name, endpoint) in new[] { ("proxied", "http"), ("proxyless", "web") })
        {
            (await running.StateAsync(name, KnownResourceStates.FailedToStart)).Reason.ShouldBe(
                $"port {port} of endpoint '{endpoint}' of resource '{name}' is in use by another program; end that program or change the port given to endpoint '{endpoint}' in the AppHost");
        }
    }

    [Fact]
    public async Task Start_callback_for_urls_that_throws_leaves_no_process()
    {
        _builder.AddScript("app", "echo $$ > $D/pid; sleep 60").WithUrls(_ => throw new InvalidOperationException("no urls today"));
        await using var running = await RunningApplication.StartAsync(_builder);
        (await running.StateAsync("app", KnownResourceStates.FailedToStart)).Reason.ShouldBe("no urls today");
        File.Exists(Path.Combine(running.Directory, "pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task Stop_asks_first()
    {
        _builder.AddScript("app", "trap 'echo asked > $D/stopped; exit 3' TERM; echo $$ > $D/pid; sleep 60 & wait");
        await using var running = await RunningApplication.StartAsync(_builder);
        var process = await running.ProcessIdAsync("pid");
        await running.StopAsync();
        (await running.LineAsync("stopped")).ShouldBe("asked");
        var state = running.Now("app");
        (state.State!.Text, state.ExitCode, state.Reason).ShouldBe((KnownResourceStates.Exited, 3, null));
        LinuxProcess.IsAlive(process).ShouldBeFalse();
    }

    [Fact]
    public async Task Stop_ends_the_whole_group_of_a_process_that_does_not_listen()
    {
        _builder.AddScript("app", "trap '' TERM; sleep 60 & echo $! > $D/child; echo $$ > $D/pid; wait; sleep 60");
        await using var running = await RunningApplication.StartAsync(_builder);
        int[] processes = [await running.ProcessIdAsync("pid"), await running.ProcessIdAsync("child")];
        await running.StopAsync();
        running.Now("app").ExitCode.ShouldBe(128 + 9);
        running.Log("app").ShouldContain(line => line.Contains("SIGTERM and was killed"));
        await Eventually.HoldsAsync(() => !processes.Any(LinuxProcess.IsAlive));
    }

    [Fact]
    public async Task Exit_takes_what_the_process_left_behind_along()
    {
        _builder.AddScript("app", "sleep 60 & echo $! > $D/child");
        await using var running = await RunningApplication.StartAsync(_builder);
        var child = await running.ProcessIdAsync("child");
        (await running.StateAsync("app", KnownResourceStates.Finished)).ExitCode.ShouldBe(0);
        await Eventually.HoldsAsync(() => !LinuxProcess.IsAlive(child));
    }

    [Fact]
    public async Task Stop_dependents_end_before_what_they_depend_on()
    {
        static string Script(string name) => $"trap 'echo {name} >> $D/order; exit 0' TERM; echo $$ > $D/{name}; sleep 60 & wait";
        var registry = _builder.AddScript("registry", Script("registry"));
        var node = _builder.AddScript("node", Script("node")).WaitFor(registry);
        _builder.AddScript("agent", Script("agent")).WithParentRelationship(node);
        _builder.AddScript("consumer", Script("consumer")).WithEnvironment("X", registry.WithHttpEndpoint().GetEndpoint("http"));
        await using var running = await RunningApplication.StartAsync(_builder);
        foreach (var name in new[] { "registry", "node", "agent", "consumer" })
        {
            await running.ProcessIdAsync(name);
        }

        await running.StopAsync();
        var order = (await running.LineAsync("order")).Split('\n');
        order.Length.ShouldBe(4);
        order[^1].ShouldBe("registry");
        Array.IndexOf(order, "agent").ShouldBeLessThan(Array.IndexOf(order, "node"));
    }

    [Fact]
    public async Task Commands_stop_start_and_restart_one_resource()
    {
        _builder.AddScript("app", "echo $$ > $D/$$; sleep 60 & wait");
        await using var running = await RunningApplication.StartAsync(_builder);
        await running.StateAsync("app", KnownResourceStates.Running);
        (await running.Commands.ExecuteCommandAsync("app", KnownResourceCommands.StopCommand)).Success.ShouldBeTrue();
        running.Now("app").State!.Text.ShouldBe(KnownResourceStates.Exited);
        running.Now("app").Commands.Single(c => c.Name == KnownResourceCommands.StartCommand).State.ShouldBe(ResourceCommandState.Enabled);

        (await running.Commands.ExecuteCommandAsync("app", KnownResourceCommands.StartCommand)).Success.ShouldBeTrue();
        var first = ProcessId(await running.StateAsync("app", KnownResourceStates.Running));
        (await running.Commands.ExecuteCommandAsync("app", KnownResourceCommands.RestartCommand)).Success.ShouldBeTrue();
        var second = ProcessId(await running.StateAsync("app", KnownResourceStates.Running));
        second.ShouldNotBe(first);
        LinuxProcess.IsAlive(first).ShouldBeFalse();
        LinuxProcess.IsAlive(second).ShouldBeTrue();
        (await running.Commands.ExecuteCommandAsync("app", "dance")).Message.ShouldBe($"Command 'dance' not available for resource '{running.Id("app")}'.");
    }

    [Fact]
    public async Task Explicit_start_waits_for_the_command()
    {
        _builder.AddScript("app", "echo run > $D/ran").WithExplicitStart();
        await using var running = await RunningApplication.StartAsync(_builder);
        running.Now("app").State!.Text.ShouldBe(KnownResourceStates.NotStarted);
        await running.Commands.ExecuteCommandAsync("app", KnownResourceCommands.StartCommand);
        (await running.LineAsync("ran")).ShouldBe("run");
    }

    private static int ProcessId(CustomResourceSnapshot snapshot) => (int)snapshot.Properties.Single(p => p.Name == "executable.pid").Value!;
}
