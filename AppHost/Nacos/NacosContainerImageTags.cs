using System.Globalization;

namespace Rollcall.AppHost.Nacos;

/// <summary>The image of the registry.</summary>
internal static class NacosContainerImageTags
{
    public const string Image = "nacos/nacos-server";

    public const string Tag = "v2.5.1";

    /// <summary>Whether a tag is one of a version whose variables and pages are known, and whose v1 API is there: v2.x, v3.0.x or v3.1.x; 3.2 took it away.</summary>
    public static bool IsSupported(string tag)
        => tag.Split('.') is ["v2", _, ..] || (tag.Split('.') is ["v3", var minor, ..] && minor.Split('-')[0] is "0" or "1");

    /// <summary>Whether a version starts without users, so that the agents make the first; older ones start with a user whose password everybody knows.</summary>
    public static bool StartsWithoutUsers(string tag) => IsVersion3(tag) || (int.TryParse(tag.Split('.')[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor) && minor >= 4);

    /// <summary>Version 3 moved its pages, and does not start without a token.</summary>
    public static bool IsVersion3(string tag) => tag.StartsWith("v3.", StringComparison.Ordinal);
}
