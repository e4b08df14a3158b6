using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Tests.Running;
using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Containers;

/// <summary>Applications with containers, beside an engine that is played by a script.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ContainerRunTests : IDisposable
{
    private readonly FakeEngine _engine = new();
    private readonly IDistributedApplicationBuilder _builder;

    public ContainerRunTests() => _builder = Build.New(_engine.Setting);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Container_runs_in_the_runs_network_is_stopped_gently_and_removed_with_the_network()
    {
        _builder.AddContainer("web", "image", "1").WithHttpEndpoint(targetPort: 80).WithArgs("--flag").WithEnvironment("Secret", "s3cret");
        string id;
        await using (var running = await RunningApplication.StartAsync(_builder))
        {
            var state = await running.StateAsync("web", KnownResourceStates.Running);
            id = running.Id("web");
            var url = state.Urls.ShouldHaveSingleItem().Url;
            await Eventually.HoldsAsync(() => running.Log("web").Any(line => line.EndsWith($"hello from {id}", StringComparison.Ordinal)));

            Call("create").ShouldSatisfyAllConditions(
                call => call.ShouldContain($"--name {id} "),
                call => call.ShouldContain("--network aspire-session-network-"),
                call => call.ShouldContain("--network-alias web --network-alias web.dev.internal"),
                call => call.ShouldContain($"--publish 127.0.0.1:{new Uri(url).Port}:80/tcp"),
                call => call.ShouldContain("--label aspire.hosting.resource=web"),
                call => call.ShouldEndWith(" image:1 --flag"),
                call => call.ShouldNotContain("s3cret"));
            _engine.Environment.ShouldContain("Secret=s3cret");
            state.Properties.ShouldContain(property => property.Name == "container.id" && (string)property.Value! == id);
        }

        var calls = _engine.Calls;
        calls.ShouldContain($"stop -t 15 {id}");
        calls.ShouldContain($"rm --force --volumes {id}");
        calls.Count(call => call.StartsWith("network create", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Containers_find_each_other_by_name_and_this_machine_by_another()
    {
        var registry = _builder.AddContainer("registry", "image").WithHttpEndpoint(port: FreePort(), targetPort: 8848, isProxied: false);
        var host = _builder.AddScript("host", "sleep 60").WithHttpEndpoint(port: FreePort(), name: "http", isProxied: false);
        _builder.AddContainer("node", "image").WithEnvironment("REGISTRY", registry.GetEndpoint("http")).WithEnvironment("HOST_URL", host.GetEndpoint("http")).WaitForStart(registry);
        await using var running = await RunningApplication.StartAsync(_builder);
        await running.StateAsync("node", KnownResourceStates.Running);

        _engine.Environment.ShouldContain("REGISTRY=http://registry.dev.internal:8848");
        _engine.Environment.ShouldContain($"HOST_URL=http://host.docker.internal:{host.GetEndpoint("http").Port}");
        registry.GetEndpoint("http").Url.ShouldBe($"http://localhost:{registry.GetEndpoint("http").Port}");
    }

    [Fact]
    public async Task Container_that_ends_by_itself_says_its_exit_code_and_can_be_started_again()
    {
        _builder.AddContainer("web", "image");
        await using var running = await RunningApplication.StartAsync(_builder);
        await running.StateAsync("web", KnownResourceStates.Running);

        _engine.EndContainers(7);
        var ended = await running.StateAsync("web", KnownResourceStates.Finished);
        ended.ExitCode.ShouldBe(7);
        ended.Reason.ShouldNotBeNull().ShouldContain("exit code 7");

        (await running.Commands.ExecuteCommandAsync("web", KnownResourceCommands.StartCommand, TestContext.Current.CancellationToken)).Success.ShouldBeTrue();
        await running.StateAsync("web", KnownResourceStates.Running);
        _engine.Calls.Count(call => call.StartsWith("create", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Dockerfile_is_built_once_for_all_that_start_together_and_again_at_the_next_start()
    {
        var context = Directory.CreateTempSubdirectory("context-");
        await File.WriteAllTextAsync(Path.Combine(context.FullName, "Dockerfile"), "FROM scratch", TestContext.Current.CancellationToken);
        _engine.Answer("\"build \"*) sleep 0.3; echo \"Step 1/1 : FROM scratch\"; exit 0 ;;");
        foreach (var name in (string[])["one", "two"])
        {
            _builder.AddContainer(name, "shared").WithDockerfile(context.FullName).WithBuildArg("V", 1);
        }

        await using var running = await RunningApplication.StartAsync(_builder);
        await running.StateAsync("one", KnownResourceStates.Running);
        await running.StateAsync("two", KnownResourceStates.Running);
        Builds().ShouldBe([$"build --file {context.FullName}/Dockerfile --tag shared:latest --build-arg V=1 {context.FullName}"]);
        running.Log("one").Concat(running.Log("two")).ShouldContain(line => line.EndsWith("Step 1/1 : FROM scratch", StringComparison.Ordinal));

        (await running.Commands.ExecuteCommandAsync("one", KnownResourceCommands.RestartCommand, TestContext.Current.CancellationToken)).Success.ShouldBeTrue();
        await running.StateAsync("one", KnownResourceStates.Running);
        Builds().Length.ShouldBe(2);
        context.Delete(recursive: true);

        string[] Builds() => [.. _engine.Calls.Where(call => call.StartsWith("build", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("\"create \"*) echo \"Error: No such image: image:latest\" >&2; exit 1 ;;", "the image 'image:latest' is not on this machine and could not be pulled: No such image: image:latest. Pull or build it first")]
    [InlineData("\"network create\") echo \"Error response from daemon: all predefined address pools have been fully subnetted\" >&2; exit 1 ;;", "the network of the containers could not be made: all predefined address pools have been fully subnetted")]
    [InlineData("\"start \"*) exit 1 ;; \"inspect \"*) echo \"created|0001-01-01T00:00:00Z|Bind for 127.0.0.1:8501 failed: port is already allocated\" ;;", "port 8501 is in use by another program")]
    public async Task Start_that_fails_says_why(string answer, string reason)
    {
        _engine.Answer(answer);
        _builder.AddContainer("web", "image");
        await using var running = await RunningApplication.StartAsync(_builder);

        (await running.StateAsync("web", KnownResourceStates.FailedToStart)).Reason.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public async Task Failed_build_and_missing_files_say_so()
    {
        var context = Directory.CreateTempSubdirectory("context-");
        _engine.Answer("\"build \"*) echo 'unknown instruction: FORM' >&2; exit 1 ;;");
        await File.WriteAllTextAsync(Path.Combine(context.FullName, "Bad"), "FORM scratch", TestContext.Current.CancellationToken);
        _builder.AddContainer("bad", "bad").WithDockerfile(context.FullName, "Bad");
        _builder.AddContainer("none", "none").WithDockerfile(context.FullName, "None");
        _builder.AddContainer("mount", "image").WithBindMount("/no/such/folder", "/x");
        await using var running = await RunningApplication.StartAsync(_builder);

        (await ReasonAsync("bad")).ShouldContain("the build of image 'bad:latest' ended with exit code 1: unknown instruction: FORM");
        (await ReasonAsync("none")).ShouldContain($"the Dockerfile '{context.FullName}/None' does not exist");
        (await ReasonAsync("mount")).ShouldContain("'/no/such/folder' does not exist");
        context.Delete(recursive: true);

        async Task<string> ReasonAsync(string name) => (await running.StateAsync(name, KnownResourceStates.FailedToStart)).Reason!;
    }

    [Fact]
    public async Task Port_that_another_program_has_is_named_before_the_engine_is_asked()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        _builder.AddContainer("web", "image").WithHttpEndpoint(port: port, targetPort: 80, isProxied: false);
        await using var running = await RunningApplication.StartAsync(_builder);

        (await running.StateAsync("web", KnownResourceStates.FailedToStart)).Reason.ShouldNotBeNull().ShouldContain($"port {port} of endpoint 'http' of resource 'web' is in use");
    }

    [Fact]
    public async Task What_a_killed_run_left_is_removed_and_what_a_living_one_has_is_not()
    {
        _engine.Answer($"""
            "ps --all") case "$*" in *--quiet*owner=99999999:*) echo left ;; *--format*) printf '99999999:20260101000000\n{Hosting.Containers.ContainerLabels.ThisOwner}\n' ;; esac; exit 0 ;;
            """);
        _builder.AddContainer("web", "image");
        await using var running = await RunningApplication.StartAsync(_builder);
        await running.StateAsync("web", KnownResourceStates.Running);

        _engine.Calls.ShouldContain("rm --force --volumes left");
        _engine.Calls.ShouldNotContain(call => call.StartsWith("ps --all --quiet", StringComparison.Ordinal) && call.Contains(Hosting.Containers.ContainerLabels.ThisOwner, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_an_engine_nothing_starts()
    {
        _engine.Answer("\"version \"*) echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1 ;;");
        _builder.AddContainer("web", "image");
        await using var application = _builder.Build();

        var failure = await Should.ThrowAsync<DistributedApplicationException>(() => application.StartAsync(TestContext.Current.CancellationToken));
        failure.Message.ShouldContain("the container engine does not answer");
        _engine.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_the_program_nothing_starts_either()
    {
        var builder = Build.New("--ASPIRE_CONTAINER_RUNTIME=no-such-engine");
        builder.AddContainer("web", "image");
        await using var application = builder.Build();

        (await Should.ThrowAsync<DistributedApplicationException>(() => application.StartAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("'no-such-engine', is not in PATH");
    }

    private string Call(string command) => _engine.Calls.Single(call => call.StartsWith(command, StringComparison.Ordinal));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
