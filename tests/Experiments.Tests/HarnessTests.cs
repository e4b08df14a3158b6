using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Experiments.Scenarios;
using Rollcall.Experiments.Tests.Running;

namespace Rollcall.Experiments.Tests;

public sealed class HarnessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-harness-");
    private readonly List<(SystemSpec Spec, FakeSystem System)> _started = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Scenarios_that_ask_for_the_same_share_an_application()
    {
        var results = await RunAsync(new Step("a", nodes: 1), new Step("b", nodes: 2), new Step("c", nodes: 1));

        results.Observations.Select(one => one.Scenario).ShouldBe(["a", "c", "b"]);
        _started.Select(one => one.Spec.Nodes).ShouldBe([1, 2]);
        _started.ShouldAllBe(one => one.System.Ended);
    }

    [Fact]
    public async Task Scenario_that_cannot_go_on_is_recorded_and_the_next_gets_a_new_application()
    {
        var results = await RunAsync(new Step("a", nodes: 1), new Step("b", nodes: 1, fails: true), new Step("c", nodes: 1));

        results.Aborted.ShouldBe([new Abort("b", "broken")]);
        results.Observations.Select(one => one.Scenario).ShouldBe(["a", "c"]);
        _started.Count.ShouldBe(2);
        _started.ShouldAllBe(one => one.System.Ended);
    }

    private Task<Results> RunAsync(params Step[] steps)
        => new Harness(
            (spec, _) =>
            {
                _started.Add((spec, new FakeSystem()));
                return Task.FromResult<ISystem>(_started[^1].System);
            },
            TimeProvider.System).RunAsync(steps, new ExperimentOptions { Models = [] }, _folder.FullName, new Quiet(), TestContext.Current.CancellationToken);

    private sealed class Step(string name, int nodes, bool fails = false) : IScenario
    {
        public string Name => name;

        public string Question => "?";

        public SystemSpec Spec(ExperimentOptions options) => new("embedded", nodes, null, OwnModels: false);

        public TimeSpan Estimate(ExperimentOptions options) => TimeSpan.Zero;

        public Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
        {
            if (fails)
            {
                throw new InvalidOperationException("broken");
            }

            context.Observe(name, "ran", 1, TimeSpan.Zero);
            return Task.CompletedTask;
        }
    }
}
