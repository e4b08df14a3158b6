using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>Which objects are meant.</summary>
public sealed class LabelSelectorV1
{
    /// <summary>Any.</summary>
    public LabelSelectorV1()
    {
    }

    /// <summary>Those with these labels.</summary>
    public LabelSelectorV1(Dictionary<string, string> matchLabels) => MatchLabels = matchLabels;

    /// <summary>Labels that they have.</summary>
    public Dictionary<string, string> MatchLabels { get; set; } = [];

    internal void Write(YamlWriter yaml) => yaml.Strings("matchLabels", MatchLabels);
}
