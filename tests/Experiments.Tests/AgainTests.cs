using Rollcall.Experiments.Measuring;
using Rollcall.Experiments.Options;
using Rollcall.Experiments.Reporting;
using Rollcall.Experiments.Running;
using Rollcall.Experiments.Scenarios;
using Rollcall.Experiments.Tests.Measuring;
using Rollcall.Experiments.Tests.Running;

namespace Rollcall.Experiments.Tests;

public sealed class AgainTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-again-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Scenario_that_is_measured_again_replaces_itself_and_nothing_else()
    {
        var harness = new Harness((_, _) => Task.FromResult<ISystem>(new FakeSystem()), TimeProvider.System);
        var first = await harness.RunAsync(
            [new Load("a", milliseconds: 1), new Load("b", milliseconds: 2)], new ExperimentOptions { Models = [] }, _folder.FullName, new Quiet(), TestContext.Current.CancellationToken);
        JsonReport.Write(first, [], Path.Combine(_folder.FullName, Recomputation.ResultsFile));

        var again = await harness.RunAgainAsync([new Load("b", milliseconds: 5)], _folder.FullName, new Quiet(), TestContext.Current.CancellationToken);

        again.Measurements.Select(one => (one.Trial.Scenario, one.Mean)).ShouldBe([("warm-up", 1), ("a", 1), ("warm-up", 5), ("b", 5)]);
        again.Observations.Select(one => (one.Scenario, one.Value)).ShouldBe([("a", 0.001), ("b", 0.005)]);
        again.Again.ShouldHaveSingleItem().Scenario.ShouldBe("b");
        again.Machine.ShouldBe(first.Machine);
        JsonReport.Write(again, [], Path.Combine(_folder.FullName, Recomputation.ResultsFile));
        Recomputation.Of(_folder.FullName).Measurements.Select(one => one.Mean).ShouldBe([1, 1, 5, 5]);
    }

    /// <summary>Measures a warm-up and a load in which every request takes the same time.</summary>
    private sealed class Load(string name, int milliseconds) : IScenario, ILoad
    {
        public string Name => name;

        public string Question => "?";

        public string Kind => "closed";

        public double Level => 1;

        public SystemSpec Spec(ExperimentOptions options) => new("embedded", 1, null, OwnModels: false);

        public TimeSpan Estimate(ExperimentOptions options) => TimeSpan.Zero;

        public async Task RunAsync(ScenarioContext context, CancellationToken cancellationToken)
        {
            foreach (var trial in (Trial[])[new(Trial.WarmUp, "m", $"{name}, node-1", Kind, Level, 1), new(name, "m", "c", Kind, Level, 1)])
            {
                await context.MeasureAsync(trial, this, new FakeRequester(TimeProvider.System, TimeSpan.Zero), default, cancellationToken);
            }

            context.Observe(name, "took", 1, TimeSpan.FromMilliseconds(milliseconds));
        }

        public Task<LoadResult> RunAsync(IRequester requester, LoadTimes times, TimeProvider time, CancellationToken cancellationToken)
            => Task.FromResult(new LoadResult([new(TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds), 200, "node-1")], TimeSpan.Zero, TimeSpan.FromSeconds(1)));
    }
}
