using Aspire.Hosting.ApplicationModel;
using Rollcall.Integration.Running;
using Rollcall.Tests;

namespace Rollcall.Docker;

/// <summary><c>--mode containers</c>: registry and nodes in containers, the consumer beside them.</summary>
public sealed class ContainerModeTests(Engine engine, ContainerModeTests.Application application) : IClassFixture<ContainerModeTests.Application>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_containers_answer_in_turn()
    {
        engine.Require();
        var answers = new List<Answer>();
        for (var i = 0; i < 30; i++)
        {
            answers.Add(await application.PredictAsync());
        }

        answers.ShouldAllBe(answer => answer.Status == 200);
        var shares = answers.CountBy(answer => answer.Node!).ToDictionary();
        shares.Keys.ShouldBe(["node-1", "node-2", "node-3"], ignoreOrder: true);
        shares.Values.ShouldAllBe(count => count == 10);
    }

    [Fact]
    public async Task Node_runs_without_rights_on_models_it_cannot_change()
    {
        engine.Require();
        var node = await Engine.ContainerOfAsync("node-1");

        (await Engine.DockerAsync("exec", node, "id", "-u")).ShouldNotBe("0");
        (await Engine.LinesAsync("inspect", "--format", "{{range .Mounts}}{{.Destination}} {{.RW}}{{println}}{{end}}", node))
            .ShouldBe(["/models/digits false", "/models/models.config false"], ignoreOrder: true);
        await Eventually.HoldsAsync(async () => await Engine.DockerAsync("inspect", "--format", "{{.State.Health.Status}}", node) == "healthy", "the image's own health check passes");
    }

    [Theory]
    [InlineData("node-2", "kill")]
    [InlineData("node-3", "stop")]
    public async Task Node_that_goes_costs_no_request_and_comes_back(string node, string how)
    {
        engine.Require();
        var container = await Engine.ContainerOfAsync(node);
        await using var load = new Load(application);
        await load.MoreAsync();

        await Engine.DockerAsync(how == "kill" ? ["kill", container] : ["stop", "-t", "15", container]);
        await Eventually.HoldsAsync(async () => (await application.HostsAsync("DEFAULT_GROUP", "digits")).Length == 2, "the registry lists two nodes");
        var ended = await application.App.ResourceNotifications.WaitForResourceAsync(node, state => state.Snapshot.State?.Text == KnownResourceStates.Finished, Cancel);
        ended.Snapshot.ExitCode.ShouldBe(how == "kill" ? 128 + 9 : 0);
        await load.MoreAsync();

        await application.CommandAsync(node, "start");
        await Eventually.HoldsAsync(async () => (await application.HostsAsync("DEFAULT_GROUP", "digits")).Length == 3, "the registry lists three nodes");
        await Eventually.HoldsAsync(async () => (await application.PredictAsync()).Node == node, $"{node} answers again");
        (await load.StopAsync()).ShouldBeEmpty();
    }

    /// <summary>Starts nothing where there is no engine.</summary>
    public sealed class Application(Engine engine) : RunningApplication
    {
        private string[] _before = [];

        internal override ModelFolders Folders { get; } = new("digits");

        protected override IReadOnlyList<string> Models => ["digits"];

        protected override IReadOnlyList<string> Arguments => ["--mode", "containers"];

        public override async ValueTask InitializeAsync()
        {
            if (engine.IsThere)
            {
                _before = await Engine.BelongingsAsync();
                await base.InitializeAsync();
            }
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            if (engine.IsThere)
            {
                (await Engine.BelongingsAsync()).ShouldBe(_before, ignoreOrder: true, "what the application leaves in the engine");
            }
        }
    }
}
