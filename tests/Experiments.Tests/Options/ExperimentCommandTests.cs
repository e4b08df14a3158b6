using Rollcall.Experiments.Options;

namespace Rollcall.Experiments.Tests.Options;

public sealed class ExperimentCommandTests
{
    [Fact]
    public async Task Nothing_said_means_the_full_run()
    {
        var options = (await ParseAsync()).ShouldNotBeNull();

        options.Concurrency.ShouldBe([1, 2, 5, 10, 20, 50]);
        options.Rounds.ShouldBeGreaterThanOrEqualTo(5);
        options.Models.ShouldBe(["resnet"]);
        options.CpuQuota.ShouldBe(ExperimentOptions.DefaultQuota(3));
        options.RollOuts.ShouldBeGreaterThanOrEqualTo(30);
        options.Kills.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task Values_are_taken_over()
    {
        var options = (await ParseAsync("--concurrency", "3,9", "--seconds", "2.5", "--nodes", "2", "--no-cap", "--models", "digits,resnet", "--scenarios", "paper")).ShouldNotBeNull();

        options.Concurrency.ShouldBe([3, 9]);
        options.Window.ShouldBe(TimeSpan.FromSeconds(2.5));
        options.Nodes.ShouldBe(2);
        options.CpuQuota.ShouldBeNull();
        options.Models.ShouldBe(["digits", "resnet"]);
        options.Scenarios.ShouldBe(["paper"]);
    }

    [Fact]
    public async Task Quick_shortens_what_is_not_said()
    {
        var options = (await ParseAsync("--quick", "--rounds", "4")).ShouldNotBeNull();

        options.Rounds.ShouldBe(4);
        options.Concurrency.ShouldBe([1, 20]);
        options.Window.ShouldBeLessThan(new ExperimentOptions().Window);
    }

    [Theory]
    [InlineData("--concurrency", "1,x")]
    [InlineData("--concurrency", "0")]
    [InlineData("--seconds", "-1")]
    [InlineData("--nodes", "0")]
    [InlineData("--what", "1")]
    [InlineData("--again")]
    [InlineData("--again", "--scenarios", "paper", "--output", "no-such-folder")]
    [InlineData("--recompute", "no-such-folder")]
    public async Task Wrong_values_are_refused(params string[] args)
        => (await ParseAsync(args)).ShouldBeNull();

    private static async Task<ExperimentOptions?> ParseAsync(params string[] args)
    {
        ExperimentOptions? taken = null;
        await new ExperimentCommand((options, _) =>
        {
            taken = options;
            return Task.FromResult(0);
        }).InvokeAsync(args, TestContext.Current.CancellationToken);
        return taken;
    }
}
