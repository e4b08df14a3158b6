using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Docker;

/// <summary><c>--mode containers --nacos-tag v3.0.3</c>: a registry that says by another page that it is ready, and does not start without its secrets.</summary>
public sealed class ContainerModeVersion3Tests(Engine engine, ContainerModeVersion3Tests.Application application) : IClassFixture<ContainerModeVersion3Tests.Application>
{
    [Fact]
    public async Task Nodes_register_with_a_registry_of_version_3_and_answer()
    {
        engine.Require();

        (await Engine.DockerAsync("inspect", "--format", "{{.Config.Image}}", await Engine.ContainerOfAsync("nacos"))).ShouldBe("nacos/nacos-server:v3.0.3");
        await Eventually.HoldsAsync(async () => (await application.PredictAsync()).Status == 200, "a node answers");
    }

    /// <summary>Starts nothing where there is no engine.</summary>
    public sealed class Application(Engine engine) : RunningApplication
    {
        internal override ModelFolders Folders { get; } = new("digits");

        protected override IReadOnlyList<string> Models => ["digits"];

        protected override IReadOnlyList<string> Arguments => ["--mode", "containers", "--nacos-tag", "v3.0.3"];

        public override ValueTask InitializeAsync() => engine.IsThere ? base.InitializeAsync() : ValueTask.CompletedTask;
    }
}
