using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Rollcall.Tests;

/// <summary>What Helm, or the API server after it, refuses or misunderstands, seen from the files of a chart.</summary>
internal static partial class ChartLint
{
    /// <summary>A sentence for each rule that a chart breaks.</summary>
    public static IReadOnlyList<string> Violations(string chart)
    {
        var values = Map(Path.Combine(chart, "values.yaml"));
        var secrets = Path.Combine(chart, "secrets.yaml");
        var violations = new List<string>(OfChart(Map(Path.Combine(chart, "Chart.yaml"))));
        violations.AddRange(Texts(values, "secrets").Where(pair => pair.Value.Length > 0).Select(pair => $"values.yaml: the secret {pair.Key} has a value, which a package of the chart would hold"));
        var template = new ChartTemplate(values, File.Exists(secrets) ? Map(secrets) : new YamlMappingNode());
        var objects = new List<ChartObject>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(chart, "templates"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(chart, path).Replace('\\', '/');
            if (IsIgnored(chart, name))
            {
                violations.Add($"{name}: left out by .helmignore");
                continue;
            }

            try
            {
                objects.Add(new(name, Parse(template.Render(File.ReadAllText(path)))));
            }
            catch (Exception e) when (e is ChartTemplateException or YamlDotNet.Core.YamlException)
            {
                violations.Add($"{name}: {e.Message}");
            }
        }

        return [.. violations, .. ChartObjectRules.Violations(objects)];
    }

    /// <summary>The only document of a text.</summary>
    public static YamlMappingNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    /// <summary>The scalars of a map below a map; none when it is not there.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Texts(YamlMappingNode map, string name) => map.Children.TryGetValue(name, out var below) && below is YamlMappingNode entries
        ? entries.Children.Where(child => child.Value is YamlScalarNode).Select(child => KeyValuePair.Create(child.Key.ToString(), child.Value.ToString()))
        : [];

    private static YamlMappingNode Map(string path) => Parse(File.ReadAllText(path));

    private static IEnumerable<string> OfChart(YamlMappingNode chart)
    {
        if (!chart.Children.TryGetValue("apiVersion", out var api) || api.ToString() != "v2")
        {
            yield return "Chart.yaml: apiVersion is not v2";
        }

        if (!chart.Children.TryGetValue("name", out var name) || !ChartName().IsMatch(name.ToString()))
        {
            yield return "Chart.yaml: no name of lower-case letters, digits and dashes";
        }

        if (!chart.Children.TryGetValue("version", out var version) || !Version.TryParse(version.ToString(), out var number) || number.Build < 0)
        {
            yield return "Chart.yaml: no version of three numbers";
        }
    }

    private static bool IsIgnored(string chart, string name)
    {
        var file = Path.Combine(chart, ".helmignore");
        return File.Exists(file) && File.ReadLines(file).Any(pattern => pattern.StartsWith('/') ? pattern[1..] == name : pattern == Path.GetFileName(name));
    }

    [GeneratedRegex("^[a-z][a-z0-9-]*$")]
    private static partial Regex ChartName();
}
