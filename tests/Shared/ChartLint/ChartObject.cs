using YamlDotNet.RepresentationModel;

namespace Rollcall.Tests;

/// <summary>An object that a chart creates.</summary>
/// <param name="File">The template.</param>
/// <param name="Content">What Helm would send.</param>
internal sealed record ChartObject(string File, YamlMappingNode Content)
{
    public string Kind => Content["kind"].ToString();

    public string Name => Content["metadata"]["name"].ToString();

    /// <summary>The maps of a list; none when it is not there.</summary>
    public static IEnumerable<YamlMappingNode> List(YamlNode node, string name) =>
        node is YamlMappingNode map && map.Children.TryGetValue(name, out var list) ? ((YamlSequenceNode)list).Children.Cast<YamlMappingNode>() : [];
}
