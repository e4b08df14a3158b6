using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Storage;

/// <summary>Everybody who has sent telemetry.</summary>
internal sealed class TelemetryResources(TelemetryLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], TelemetryResource> _byBytes = new(ByteSequenceComparer.Instance);
    private readonly Dictionary<(string Name, string Instance), TelemetryResource> _byIdentity = [];
    private TelemetryResource[] _all = [];
    private long _bytes;

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

    /// <summary>Senders that go by a name: that of the service, alone or with the instance, or what pages call it.</summary>
    public IReadOnlyList<TelemetryResource> Find(string name)
    {
        return [.. All.Where(r => Is(r.Name) || Is($"{r.Name}-{r.Instance}") || Is(DisplayName(r)))];

        bool Is(string own) => string.Equals(own, name, StringComparison.OrdinalIgnoreCase);
    }

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
        var own = Attributes.Limit(raw, 1, 2, limits.MaxAttributeCount);
        if (!_byIdentity.TryGetValue((name, instance), out var resource))
        {
            if (_byIdentity.Count >= limits.MaxResourceCount || !TryTake(own.Length))
            {
                return null;
            }

            resource = new(name, instance, _all.Length, TryTake);
            _byIdentity[(name, instance)] = resource;
            Volatile.Write(ref _all, [.. _all, resource]);
        }
        else if (!TryTake(own.Length - resource.Raw.Length))
        {
            // It goes on under the attributes that it had.
            return resource;
        }

        resource.Raw = own;
        if (_byBytes.Count >= limits.MaxResourceCount || !TryTake(raw.Length))
        {
            // A sender whose attributes change all the time; its identity stays.
            Interlocked.Add(ref _bytes, -_byBytes.Keys.Sum(static key => (long)key.Length));
            _byBytes.Clear();
            if (!TryTake(raw.Length))
            {
                return resource;
            }
        }

        _byBytes[raw.ToArray()] = resource;
        return resource;
    }

    /// <summary>Takes memory for attributes; false when there is none left.</summary>
    private bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= limits.MaxResourceBytes)
        {
            return true;
        }

        Interlocked.Add(ref _bytes, -bytes);
        return false;
    }
}
