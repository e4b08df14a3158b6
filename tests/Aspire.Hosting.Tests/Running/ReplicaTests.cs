using Aspire.Hosting.ApplicationModel;
using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Running;

public sealed class ReplicaTests
{
    private readonly IDistributedApplicationBuilder _builder = Build.New();

    [Fact]
    public async Task Replicas_get_a_port_each_behind_one_proxy_and_are_restarted_alone()
    {
        var first = _builder.AddScript("first", "sleep 60 & wait");
        var app = _builder.AddScript("app", "echo $PORT > $D/$$; sleep 60 & wait").WithHttpEndpoint(env: "PORT").WithAnnotation(new ReplicaAnnotation(2)).WaitFor(first);
        await using var running = await RunningApplication.StartAsync(_builder);
        await Eventually.HoldsAsync(() => States(running, app.Resource).Count(s => s.State?.Text == KnownResourceStates.Running) == 2);
        await Eventually.HoldsAsync(() => Ports(running).Distinct().Count() == 2);
        Ports(running).ShouldNotContain(app.GetEndpoint("http").Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        (await running.Commands.ExecuteCommandAsync("app", KnownResourceCommands.RestartCommand)).Message.ShouldNotBeNull().ShouldContain("has 2 replicas; name one of them");
        var id = ResourceNotificationService.InstanceIds(app.Resource).First();
        (await running.Commands.ExecuteCommandAsync(id, KnownResourceCommands.RestartCommand)).Success.ShouldBeTrue();
        await Eventually.HoldsAsync(() => States(running, app.Resource).Count(s => s.State?.Text == KnownResourceStates.Running) == 2);
        await Eventually.HoldsAsync(() => Ports(running).Length == 3);
    }

    [Fact]
    public async Task Replicas_with_a_fixed_target_port_or_without_proxy_cannot_be()
    {
        _builder.AddScript("app", "true").WithHttpEndpoint(targetPort: 5).WithAnnotation(new ReplicaAnnotation(2));
        await using var fixedPort = _builder.Build();
        (await Should.ThrowAsync<InvalidOperationException>(() => fixedPort.StartAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("Each replica must have a unique port");
        var other = Build.New();
        other.AddScript("app", "true").WithHttpEndpoint(isProxied: false).WithAnnotation(new ReplicaAnnotation(2));
        await using var proxyless = other.Build();
        (await Should.ThrowAsync<InvalidOperationException>(() => proxyless.StartAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("a proxy-less endpoint 'http'");
    }

    private static IEnumerable<CustomResourceSnapshot> States(RunningApplication running, IResource resource) =>
        ResourceNotificationService.InstanceIds(resource).Select(running.Now);

    private static string[] Ports(RunningApplication running) =>
        [.. Directory.GetFiles(running.Directory).Select(f => File.ReadAllText(f).Trim()).Where(p => p.Length > 0)];
}
