using Benchmarks.Anchors;

namespace Benchmarks.Tests;

public sealed class SuiteListTests
{
    [Fact]
    public void Suites_and_their_figures_can_be_told_apart()
    {
        SuiteList.All.Select(suite => suite.Name).ShouldBeUnique();
        foreach (var suite in SuiteList.All)
        {
            suite.Figures.ShouldNotBeEmpty(suite.Name);
            suite.Figures.Select(figure => figure.Name).ShouldBeUnique(suite.Name);
        }
    }

    [Fact]
    public void No_suite_is_called_like_a_file_or_word_of_the_command()
        => SuiteList.All.Select(suite => suite.Name).Intersect(["all", "latest", "README"]).ShouldBeEmpty();

    [Fact]
    public void Picking_has_figures_for_every_policy_of_the_consumer()
        => SuiteList.All.Single(suite => suite.Name == "picking").Figures.ShouldContain(figure => figure.Name == "round-robin, 3 nodes: time");

    [Fact]
    public void Anchor_that_is_missing_names_the_script_that_installs_it()
    {
        Fakes.MissingAnchor.Path.ShouldBeNull();
        Fakes.MissingAnchor.Missing.ShouldContain("tests/Benchmarks/anchors.sh");
        new Anchor("here", ["/nonexistent", Environment.ProcessPath!]).Path.ShouldBe(Environment.ProcessPath);
    }
}
