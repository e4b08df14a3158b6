using System.Xml.Linq;

namespace Rollcall.Architecture;

/// <summary>The list of bundled packages, their folders, their pinned versions and their READMEs say the same.</summary>
public sealed class BundledPackageTests
{
    private static readonly string[] s_listed =
        [.. XDocument.Load(Repository.At("Bundled.props")).Descendants("BundledPackage").Select(item => item.Attribute("Include")?.Value).OfType<string>().Order(StringComparer.Ordinal)];

    private static readonly Dictionary<string, string> s_versions =
        XDocument.Load(Repository.At("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value);

    public static TheoryData<string> Listed => [.. s_listed];

    [Fact]
    public void Folders_are_the_listed_packages()
        => Directory.EnumerateDirectories(Repository.At("Bundled")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ShouldBe(s_listed);

    [Theory]
    [MemberData(nameof(Listed))]
    public void Package_is_pinned_and_its_readme_names_the_version(string package)
    {
        s_versions.ShouldContainKey(package);
        var readme = Repository.At("Bundled", package, "README.md");
        File.Exists(readme).ShouldBeTrue($"{package} has no README.md");
        File.ReadAllText(readme).ShouldContain(s_versions[package]);
    }

    [Fact]
    public void Projects_ask_for_pinned_packages_only()
        => Repository.Projects.SelectMany(project => project.Packages).Distinct().Except(s_versions.Keys).ShouldBeEmpty();
}
