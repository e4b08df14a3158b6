using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Rollcall.AppHost.Tests;

/// <summary>The model of <c>--mode containers</c>, without an engine.</summary>
public sealed class ContainerModeTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("rollcall-models-");

    public ContainerModeTests() => _models.CreateSubdirectory("digits/1");

    public void Dispose() => _models.Delete(recursive: true);

    [Fact]
    public async Task Registry_and_nodes_are_containers_and_the_consumer_is_a_process()
    {
        await using var builder = await BuildAsync();

        builder.Resources.Where(resource => resource.IsContainer()).Select(resource => resource.Name).ShouldBe(["nacos", "node-1", "node-2", "node-3"], ignoreOrder: true);
        builder.Resources.OfType<ProjectResource>().ShouldHaveSingleItem().Name.ShouldBe("consumer-api");
        builder.Resources.OfType<ExecutableResource>().Select(resource => resource.Name).ShouldBe(["agent-program"]);
    }

    [Fact]
    public async Task Ports_of_this_machine_are_those_of_the_embedded_mode()
    {
        await using var builder = await BuildAsync();

        Ports("nacos").ShouldBe([(8848, 8848), (9848, 9848)]);
        Ports("node-1").ShouldBe([(8501, 8501), (8500, 8500)]);
        Ports("node-3").ShouldBe([(8521, 8501), (8520, 8500)]);

        (int?, int?)[] Ports(string name) => [.. builder.Resources.Single(resource => resource.Name == name).Annotations.OfType<EndpointAnnotation>().Select(endpoint => (endpoint.Port, endpoint.TargetPort))];
    }

    [Fact]
    public async Task Models_are_mounted_where_the_image_looks_for_them_and_cannot_be_changed()
    {
        await using var builder = await BuildAsync();

        var mounts = Node(builder).Annotations.OfType<ContainerMountAnnotation>().ToArray();
        mounts.Select(mount => mount.Target).ShouldBe(["/models/models.config", "/models/digits"]);
        mounts.ShouldAllBe(mount => mount.IsReadOnly && mount.Type == ContainerMountType.BindMount);
        mounts[1].Source.ShouldBe(Path.Combine(_models.FullName, "digits"));
    }

    [Fact]
    public async Task Node_is_built_without_models_on_the_pinned_image()
    {
        await using var builder = await BuildAsync();

        var build = Node(builder).Annotations.OfType<DockerfileBuildAnnotation>().ShouldHaveSingleItem();
        build.Stage.ShouldBe("agent");
        build.BuildArguments["BASE_IMAGE"].ShouldBe("tensorflow/serving:2.20.0");
        Node(builder).Annotations.OfType<ContainerImageAnnotation>().ShouldHaveSingleItem().Image.ShouldNotBe("node");
        Node(builder).Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).ShouldBe(["agent-program", "nacos"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(null, "v2.5.1", "/nacos/v1/console/health/readiness")]
    [InlineData("v3.0.3", "v3.0.3", "/nacos/v3/admin/core/state/readiness")]
    public async Task Registry_is_of_the_version_asked_for(string? asked, string tag, string readiness)
    {
        await using var builder = await BuildAsync(asked is null ? [] : ["--nacos-tag", asked]);

        var nacos = builder.Resources.Single(resource => resource.Name == "nacos");
        nacos.Annotations.OfType<ContainerImageAnnotation>().ShouldHaveSingleItem().Tag.ShouldBe(tag);
        nacos.Annotations.OfType<HealthCheckAnnotation>().ShouldHaveSingleItem().Key.ShouldContain(readiness);
    }

    [Fact]
    public async Task Share_of_a_core_is_the_engines_limit()
    {
        await using var builder = await BuildAsync("--cpu-quota", "0.5");

        var context = new ContainerRuntimeArgsCallbackContext([], TestContext.Current.CancellationToken);
        foreach (var annotation in Node(builder).Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        context.Args.ShouldBe(["--cpus=0.5"]);
    }

    private static IResource Node(IDistributedApplicationTestingBuilder builder) => builder.Resources.Single(resource => resource.Name == "node-1");

    private Task<IDistributedApplicationTestingBuilder> BuildAsync(params string[] arguments)
        => DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--mode", "containers", "--models", _models.FullName, .. arguments], (options, _) => options.DisableDashboard = true, TestContext.Current.CancellationToken);
}
