namespace Rollcall.Architecture;

/// <summary>Who may know whom: dependencies point down, and what can be swapped for the original knows nothing of the application.</summary>
public sealed class ReferenceTests
{
    /// <summary>Projects of ours that each project may reference; a project that is not listed may reference none.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        // Started as processes; no code of theirs is linked.
        ["AppHost"] = ["Agent", "ConsumerApi", "Embedded.Nacos", "Embedded.TensorFlowServing", "Models.ResNet50"],
        ["Agent"] = ["Registry.Bridge", "ServiceDefaults"],
        ["ConsumerApi"] = ["Registry.Bridge", "ServiceDefaults"],
        ["Registry.Bridge"] = [],
        ["ServiceDefaults"] = [],
        ["Embedded.Nacos"] = ["ServiceDefaults", "Protos"],
        ["Embedded.TensorFlowServing"] = ["Embedded.TensorFlow", "ServiceDefaults", "Protos"],
        ["Embedded.TensorFlow"] = [],
        ["Models.ResNet50"] = ["Embedded.TensorFlow"],
        ["Protos"] = [],
    };

    private static readonly string[] s_bundled = [.. Repository.Projects.Where(project => project.IsBundled).Select(project => project.Name)];

    public static TheoryData<string> Product => [.. Repository.Projects.Where(project => !project.IsTest && !project.IsBundled).Select(project => project.Path)];

    public static TheoryData<string> Bundled => [.. Repository.Projects.Where(project => project.IsBundled).Select(project => project.Path)];

    [Theory]
    [MemberData(nameof(Product))]
    public void Project_references_only_what_it_may_know(string path)
    {
        var project = Repository.Projects.Single(one => one.Path == path);

        s_allowed.ShouldContainKey(project.Name);
        project.Projects.Except(s_allowed[project.Name]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Bundled))]
    public void Bundled_project_knows_packages_and_other_bundled_projects_only(string path)
        => Repository.Projects.Single(one => one.Path == path).Projects.Except(s_bundled).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Product))]
    public void Application_asks_for_packages_and_never_for_their_bundled_projects(string path)
        => Repository.Projects.Single(one => one.Path == path).Projects.Intersect(s_bundled).ShouldBeEmpty();

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.At("Aspire.sln")).Replace('\\', '/');

        Repository.Projects.Where(project => !solution.Contains(project.Path, StringComparison.Ordinal)).Select(project => project.Path).ShouldBeEmpty();
    }
}
