using System.Collections.Immutable;
using System.Globalization;

namespace Registry.Bridge;

/// <summary>Reads metadata. Anybody can write there, so what cannot be read is left out.</summary>
internal static class RegistryMetadata
{
    /// <summary>Versions that an index instance names, highest first.</summary>
    public static ImmutableArray<long> Versions(IReadOnlyDictionary<string, string> metadata) =>
        [.. metadata.GetValueOrDefault(MetadataKeys.Versions, string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(v => long.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1)
            .Where(v => v >= 0).Distinct().OrderDescending()];

    /// <summary>Labels that an index instance names.</summary>
    public static ImmutableSortedDictionary<string, long> Labels(IReadOnlyDictionary<string, string> metadata)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var pair in metadata.GetValueOrDefault(MetadataKeys.Labels, string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = pair.LastIndexOf(':');
            if (colon > 0 && long.TryParse(pair.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                labels[pair[..colon]] = version;
            }
        }

        return labels.ToImmutable();
    }

    /// <summary>The gRPC port, if a valid one is named.</summary>
    public static int? GrpcPort(IReadOnlyDictionary<string, string> metadata) =>
        int.TryParse(metadata.GetValueOrDefault(MetadataKeys.GrpcPort), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : null;
}
