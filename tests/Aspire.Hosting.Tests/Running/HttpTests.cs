using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Running;

public sealed class HttpTests
{
    private readonly IDistributedApplicationBuilder _builder = Build.New();

    [Fact]
    public async Task Proxied_endpoint_forwards_to_the_process_also_after_a_restart()
    {
        var server = Server("server", 0);
        await using var running = await RunningApplication.StartAsync(_builder);
        await running.HealthyAsync("server");
        var url = server.GetEndpoint("http").Url;
        var first = await GetAsync(url);
        await running.Commands.ExecuteCommandAsync("server", KnownResourceCommands.RestartCommand);
        await running.HealthyAsync("server");
        var second = await GetAsync(url);
        second.ShouldNotBe(first);
        LinuxProcess.IsAlive(int.Parse(second, CultureInfo.InvariantCulture)).ShouldBeTrue();
    }

    [Fact]
    public async Task WaitFor_waits_until_the_health_check_succeeds()
    {
        var server = Server("server", refusals: 3);
        _builder.AddScript("after", "echo started > $D/after").WaitFor(server);
        await using var running = await RunningApplication.StartAsync(_builder);
        var unhealthy = await running.Notifications.WaitForResourceAsync("server", e => e.Snapshot.HealthReports is [{ Status: HealthStatus.Unhealthy }], TestContext.Current.CancellationToken);
        unhealthy.Snapshot.HealthReports.Single().Name.ShouldBe("server_http_/_200_check");
        running.Now("after").State!.Text.ShouldBe(KnownResourceStates.Waiting);
        (await running.HealthyAsync("server")).Snapshot.HealthStatus.ShouldBe(HealthStatus.Healthy);
        (await running.LineAsync("after")).ShouldBe("started");
    }

    private IResourceBuilder<ExecutableResource> Server(string name, int refusals)
    {
        var server = _builder.AddExecutable(name, Program.Path, "/", Program.ServerArgument).WithHttpEndpoint();
        return server.WithArgs(server.GetEndpoint("http").Property(EndpointProperty.TargetPort), refusals).WithHttpHealthCheck();
    }

    private static async Task<string> GetAsync(string url)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        return await client.GetStringAsync(new Uri(url), TestContext.Current.CancellationToken);
    }
}
