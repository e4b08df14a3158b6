using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Storage;

/// <summary>Everybody who has sent telemetry.</summary>
internal sealed class TelemetryResources(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], TelemetryResource> _byBytes = new(ByteSequenceComparer.Instance);
    private readonly Dictionary<(string Name, string Instance), TelemetryResource> _byIdentity = [];
    private TelemetryResource[] _all = [];

    /// <summary>In the order they were heard of.</summary>
    public IReadOnlyList<TelemetryResource> All => Volatile.Read(ref _all);

    /// <summary>The sender that these bytes describe, or null when there are too many.</summary>
    public TelemetryResource? Get(ReadOnlySpan<byte> raw)
    {
        lock (_gate)
        {
            return _byBytes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(raw, out var known) ? known : Add(raw);
        }
    }

    /// <summary>Whether a sender goes by a name: that of its service, or what pages call it.</summary>
    public IReadOnlyList<TelemetryResource> Find(string name) =>
        [.. All.Where(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(DisplayName(r), name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The name of the service, with the instance where there are several.</summary>
    public string DisplayName(TelemetryResource resource)
    {
        // As the official dashboard shortens the ids that SDKs make up.
        const int Shortened = 8;
        var several = All.Any(r => r != resource && string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase));
        return several && resource.Instance.Length > 0
            ? $"{resource.Name}-{(Guid.TryParse(resource.Instance, out _) ? resource.Instance[..Shortened] : resource.Instance)}"
            : resource.Name;
    }

    private TelemetryResource? Add(ReadOnlySpan<byte> raw)
    {
        var name = Attributes.Find(raw, 1, "service.name"u8) is { Length: > 0 } given ? given : "unknown_service";
        var instance = Attributes.Find(raw, 1, "service.instance.id"u8) ?? "";
        if (!_byIdentity.TryGetValue((name, instance), out var resource))
        {
            if (_byIdentity.Count >= limits.MaxResourceCount)
            {
                return null;
            }

            resource = new(name, instance, _all.Length);
            _byIdentity[(name, instance)] = resource;
            Volatile.Write(ref _all, [.. _all, resource]);
        }

        if (_byBytes.Count >= limits.MaxResourceCount)
        {
            // A sender whose attributes change all the time; its identity stays.
            _byBytes.Clear();
        }

        resource.Raw = Attributes.Limit(raw, 1, 2, limits.MaxAttributeCount);
        _byBytes[raw.ToArray()] = resource;
        return resource;
    }
}
