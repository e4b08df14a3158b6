using Benchmarks.Results;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Tests;

namespace Benchmarks.Tests;

public sealed class BenchmarkRunTests : IDisposable
{
    private static readonly Figure s_good = new("good") { Must = Fakes.AtMost(1) };
    private static readonly Figure s_other = new("other");
    private static readonly Figure s_blocked = new("blocked") { Must = Fakes.AtMost(1), Anchors = [Fakes.MissingAnchor] };

    private readonly StringWriter _console = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-benchmarks-").FullName;

    public void Dispose()
    {
        _console.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Exit_code_is_0_when_what_must_hold_does()
        => (await RunAsync(new FakeSuite("a", [s_good, s_other], context => context.Measured(s_good, 0.5)))).ShouldBe(0);

    [Fact]
    public async Task Exit_code_is_1_when_something_is_short()
        => (await RunAsync(new FakeSuite("a", [s_good], context => context.Measured(s_good, 2)))).ShouldBe(1);

    [Fact]
    public async Task Suite_that_fails_loses_its_own_rows_only()
    {
        var failing = new FakeSuite("a", [s_good, s_other], context =>
        {
            context.Measured(s_other, 7);
            throw new InvalidOperationException("the server\nended");
        });

        (await RunAsync(failing, new FakeSuite("b", [s_good], context => context.Measured(s_good, 0.5)))).ShouldBe(1);

        var table = _console.ToString();
        table.ShouldContain("not measured: the suite failed: the server ended");
        table.ShouldContain("a: other  7.0");
        table.ShouldContain("b: good   0.50");
    }

    [Fact]
    public async Task Missing_anchor_is_named_with_its_remedy_and_its_rows_stay()
    {
        var suite = new FakeSuite("a", [s_blocked], _ => throw new InvalidOperationException("must not run"));

        (await RunAsync(suite)).ShouldBe(1);

        suite.Runs.ShouldBe(0);
        _console.ToString().ShouldContain("not measured: frobnicator is not installed; tests/Benchmarks/anchors.sh installs it");
    }

    [Fact]
    public async Task Suite_runs_for_what_does_not_need_the_missing_anchor()
    {
        var suite = new FakeSuite("a", [s_blocked, s_good], context => context.Measured(s_good, 0.5));

        await RunAsync(suite);

        suite.Runs.ShouldBe(1);
        _console.ToString().ShouldContain("a: good     0.50");
    }

    [Fact]
    public async Task Files_are_written_for_people_and_programs()
    {
        await RunAsync(new FakeSuite("a", [s_good], context =>
        {
            context.Measured(s_good, 0.5);
            context.Line($"behind it");
        }));

        Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(["a.md", "latest.json", "latest.md"]);
        (await File.ReadAllTextAsync(Path.Combine(_folder, "a.md"), TestContext.Current.CancellationToken)).ShouldContain("behind it");
    }

    [Fact]
    public async Task Who_has_to_wait_for_another_measurement_is_told()
    {
        var free = new TaskCompletionSource<IDisposable>();
        var run = new BenchmarkRun(TimeProvider.System, _console, _ => free.Task)
            .RunAsync(new BenchmarkOptions([new FakeSuite("a")], Output: null, Quick: true), TestContext.Current.CancellationToken);

        _console.ToString().ShouldContain("Somebody else measures on this machine");
        run.IsCompleted.ShouldBeFalse();
        free.SetResult(new StringWriter());
        (await run).ShouldBe(0);
    }

    [Fact]
    public void Paired_rounds_give_a_ratio_with_its_interval()
    {
        var context = new SuiteContext(quick: false, new FakeTimeProvider(), TextWriter.Null);
        context.Measured(s_other, [1, 2, 3], [2, 4, 6]);

        context.Rows([s_other], failure: null).ShouldHaveSingleItem().Interval.ShouldBe(new Interval(0.5, 0.5, 0.5));
    }

    private Task<int> RunAsync(params ISuite[] suites)
        => new BenchmarkRun(TimeProvider.System, _console, _ => Task.FromResult<IDisposable>(new StringWriter())).RunAsync(new BenchmarkOptions(suites, _folder, Quick: true), TestContext.Current.CancellationToken);
}
