using System.Globalization;
using Embedded.TensorFlowServing.Config;

namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>
/// Which versions a base path holds. A child is a version when its name is a number; nothing says whether an upload is
/// complete, so folders have to be moved in whole.
/// </summary>
internal static class VersionDiscovery
{
    /// <summary>Lists the versions that <paramref name="policy"/> wants, highest first; null when the base path does not exist.</summary>
    public static IReadOnlyList<VersionOnDisk>? Find(string basePath, VersionPolicy policy)
    {
        List<string> children;
        try
        {
            children = [.. Directory.EnumerateFileSystemEntries(basePath)];
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }

        // The later name wins when several mean one version ("1", "01"), hence the order.
        children.Sort(StringComparer.Ordinal);
        var found = new SortedDictionary<long, string>(Comparer<long>.Create((a, b) => b.CompareTo(a)));
        foreach (var child in children)
        {
            if (TryParse(Path.GetFileName(child), out var version))
            {
                // The base path as configured is kept: metrics show it, and agents derive the model's name from it.
                found[version] = $"{basePath.TrimEnd('/')}/{Path.GetFileName(child)}";
            }
        }

        var all = found.Select(pair => new VersionOnDisk(pair.Key, pair.Value));
        return policy switch
        {
            VersionPolicy.Latest latest => [.. all.Take(latest.Count)],
            VersionPolicy.Specific specific => [.. all.Where(v => specific.Versions.Contains(v.Version))],
            _ => [.. all],
        };
    }

    /// <summary>Whether a child's name is a version number: decimal digits only, leading zeros allowed.</summary>
    public static bool TryParse(string name, out long version) =>
        long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out version);
}
