using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Rollcall.Tests;

namespace Rollcall.Docker;

/// <summary>What the orchestrator does with a real engine, on containers of a shell.</summary>
public sealed class OrchestratorTests(Engine engine)
{
    private const string Image = "rollcall/test-base";
    private const string Tag = "bookworm";

    [Fact]
    public async Task Changed_Dockerfile_is_built_again_at_the_next_start()
    {
        engine.Require();
        using var machine = await MachineLock.AcquireAsync(TestContext.Current.CancellationToken);
        var context = Directory.CreateTempSubdirectory("rollcall-context-");
        await WriteAsync("one");
        await using (var application = await SmallApplication.StartAsync(builder => builder.AddDockerfile("built", context.FullName)))
        {
            await application.LogAsync("built", "version one");

            await WriteAsync("two");
            await application.RestartAsync("built");
            await application.LogAsync("built", "version two");
        }

        await Engine.DockerAsync("image", "rm", "--force", "built:latest");
        context.Delete(recursive: true);

        Task WriteAsync(string version) => File.WriteAllTextAsync(
            Path.Combine(context.FullName, "Dockerfile"),
            $"FROM {Image}:{Tag}\nRUN echo version {version} > /version\nENTRYPOINT [\"sh\", \"-c\", \"cat /version; exec sleep 60\"]\n");
    }

    [Fact]
    public async Task Containers_with_volumes_leave_nothing()
    {
        engine.Require();
        using var machine = await MachineLock.AcquireAsync(TestContext.Current.CancellationToken);
        var before = await Engine.BelongingsAsync();
        await using (var application = await SmallApplication.StartAsync(builder =>
        {
            Sleeper(builder, "one").WithVolume("/data");
            Sleeper(builder, "two").WithEndpoint(targetPort: 80);
        }))
        {
            await application.StateAsync("one", KnownResourceStates.Running);
            await application.StateAsync("two", KnownResourceStates.Running);
            (await Engine.BelongingsAsync()).Except(before).Select(one => one.Split(' ')[0]).ShouldBe(["container", "container", "network", "volume"]);
        }

        (await Engine.BelongingsAsync()).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task What_a_run_left_that_was_killed_is_removed_by_the_next()
    {
        engine.Require();
        using var machine = await MachineLock.AcquireAsync(TestContext.Current.CancellationToken);
        var before = await Engine.BelongingsAsync();
        string[] labels = ["--label", "aspire.hosting.session=killed", "--label", "aspire.hosting.owner=99999999:20260101000000"];
        await Engine.DockerAsync(["network", "create", .. labels, "killed-network"]);
        await Engine.DockerAsync(["run", "--detach", "--network", "killed-network", .. labels, $"{Image}:{Tag}", "sleep", "60"]);
        await using (var application = await SmallApplication.StartAsync(builder => Sleeper(builder, "next")))
        {
            await application.StateAsync("next", KnownResourceStates.Running);
            (await Engine.LinesAsync("ps", "--all", "--quiet", "--filter", "label=aspire.hosting.session=killed")).ShouldBeEmpty();
        }

        // Fewer, where another run was killed on this machine.
        (await Engine.BelongingsAsync()).Except(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        engine.Require();
        using var machine = await MachineLock.AcquireAsync(TestContext.Current.CancellationToken);
        await using var application = await SmallApplication.StartAsync(builder =>
        {
            builder.AddContainer("image", "rollcall/no-such-image", "1").WithImagePullPolicy(ImagePullPolicy.Never);
            builder.AddContainer("program", Image, Tag).WithEntrypoint("/no/such/program");
        });

        (await application.StateAsync("image", KnownResourceStates.FailedToStart)).ResourceType.ShouldBe("Container");
        await application.LogAsync("image", "or see whether its name and tag are right");
        await application.StateAsync("program", KnownResourceStates.FailedToStart);
    }

    private static IResourceBuilder<ContainerResource> Sleeper(IDistributedApplicationBuilder builder, string name)
        => builder.AddContainer(name, Image, Tag).WithEntrypoint("sleep").WithArgs("60").WithContainerRuntimeArgs("--init");
}
