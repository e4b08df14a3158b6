using System.Xml.Linq;
using Rollcall.Tests;

namespace Rollcall.Architecture;

/// <summary>The files of the repository this test was built from.</summary>
internal static class Repository
{
    /// <summary>Folders of programs and libraries that ship; tests are held to less.</summary>
    private static readonly string[] s_product = ["AppHost", "ServiceDefaults", "Agent", "Registry.Bridge", "ConsumerApi", "Embedded", "Bundled", "protos", "models"];

    public static string Root => Checkout.Root;

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Project files, with their path from the root.</summary>
    public static IReadOnlyList<ProjectFile> Projects { get; } =
        [.. Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("artifacts/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => new ProjectFile(path, XDocument.Load(At(path))))];

    /// <summary>C# files of the product, with their path from the root.</summary>
    public static IReadOnlyList<string> ProductSources { get; } =
        [.. s_product
            .Where(folder => Directory.Exists(At(folder)))
            .SelectMany(folder => Directory.EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
}

/// <summary>A project file.</summary>
/// <param name="Path">Its path from the root.</param>
/// <param name="Content">Its XML.</param>
internal sealed record ProjectFile(string Path, XDocument Content)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public bool IsBundled => Path.StartsWith("Bundled/", StringComparison.Ordinal);

    public IEnumerable<string> Projects => Items("ProjectReference").Select(System.IO.Path.GetFileNameWithoutExtension)!;

    public IEnumerable<string> Packages => Items("PackageReference");

    private IEnumerable<string> Items(string name)
        => Content.Descendants(name).Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
