using System.Globalization;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Resources;

/// <summary>A pause.</summary>
public sealed class SleepActionV1
{
    /// <summary>How long.</summary>
    public long Seconds { get; set; }

    internal void Write(YamlWriter yaml) => yaml.Raw("seconds", Seconds.ToString(CultureInfo.InvariantCulture));
}
