using Rollcall.Tests;

namespace Benchmarks.Tests;

public sealed class BenchmarkCommandTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private BenchmarkOptions? _options;

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task All_runs_every_suite_and_writes_the_pages()
    {
        (await InvokeAsync("all")).ShouldBe(0);

        _options.ShouldNotBeNull().Suites.Select(suite => suite.Name).ShouldBe(["agent", "registry", "kernels"]);
        _options.Output.ShouldBe(Path.Combine(Checkout.Root, "docs/benchmarks"));
        _options.Quick.ShouldBeFalse();
    }

    [Fact]
    public async Task Named_suites_run_in_their_order_and_leave_the_pages_alone()
    {
        (await InvokeAsync("kernels", "agent")).ShouldBe(0);

        _options.ShouldNotBeNull().Suites.Select(suite => suite.Name).ShouldBe(["agent", "kernels"]);
        _options.Output.ShouldBeNull();
    }

    [Fact]
    public async Task Quick_run_does_not_overwrite_the_pages_unless_told_where()
    {
        (await InvokeAsync("all", "--quick")).ShouldBe(0);
        _options.ShouldNotBeNull().Output.ShouldBeNull();

        (await InvokeAsync("all", "--quick", "--output", "elsewhere")).ShouldBe(0);
        _options.ShouldNotBeNull().Output.ShouldBe("elsewhere");
    }

    [Theory]
    [InlineData("There is no suite 'nope': the suites are agent, registry, kernels, or all.", "agent", "nope")]
    [InlineData("Name a suite: agent, registry, kernels, or all.")]
    [InlineData("--fast", "agent", "--fast")]
    public async Task Wrong_command_line_is_a_sentence_and_exit_code_2(string message, params string[] args)
    {
        (await InvokeAsync(args)).ShouldBe(2);

        _options.ShouldBeNull();
        _error.ToString().ShouldContain(message);
    }

    [Fact]
    public async Task Help_names_every_suite_with_what_it_measures()
    {
        (await InvokeAsync("--help")).ShouldBe(0);

        _options.ShouldBeNull();
        foreach (var name in (string[])["agent", "registry", "kernels"])
        {
            _output.ToString().ShouldContain($"Measures {name}.");
        }
    }

    private Task<int> InvokeAsync(params string[] args)
        => new BenchmarkCommand([new FakeSuite("agent"), new FakeSuite("registry"), new FakeSuite("kernels")], (options, _) =>
        {
            _options = options;
            return Task.FromResult(0);
        }).InvokeAsync(args, _output, _error, TestContext.Current.CancellationToken);
}
