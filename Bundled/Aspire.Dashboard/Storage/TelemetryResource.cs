namespace Aspire.Dashboard.Storage;

/// <summary>A sender of telemetry: one instance of a service. All senders together have so much memory for attributes, of which <c>tryTake</c> takes.</summary>
internal sealed class TelemetryResource(string name, string instance, int index, Func<int, bool> tryTake)
{
    private readonly Dictionary<byte[], TelemetryScope> _scopes = new(ByteSequenceComparer.Instance);

    /// <summary><c>service.name</c>.</summary>
    public string Name => name;

    /// <summary><c>service.instance.id</c>.</summary>
    public string Instance => instance;

    /// <summary>Its place among all senders, in the order they were heard of; pages choose its colour by it.</summary>
    public int Index => index;

    /// <summary>Whether it has sent spans.</summary>
    public bool HasTraces { get; set; }

    /// <summary>Whether it has sent log records.</summary>
    public bool HasLogs { get; set; }

    /// <summary>Whether it has sent metrics.</summary>
    public bool HasMetrics { get; set; }

    /// <summary>The resource as it was sent last.</summary>
    public byte[] Raw { get; set; } = [];

    /// <summary>The scope of these bytes, or null when the resource has too many.</summary>
    public TelemetryScope? Scope(ReadOnlySpan<byte> raw, int most)
    {
        lock (_scopes)
        {
            var known = _scopes.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (known.TryGetValue(raw, out var scope))
            {
                return scope;
            }

            if (_scopes.Count >= most || !tryTake(raw.Length))
            {
                return null;
            }

            var bytes = raw.ToArray();
            return _scopes[bytes] = new(this, bytes);
        }
    }
}
