namespace Aspire.Dashboard.AppHost;

/// <summary>What the AppHost said last of each of its resources. The dashboard hands it on to pages as it came.</summary>
internal sealed class ResourceBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Json, long Revision)> _resources = new(StringComparer.Ordinal);
    private string? _application;
    private bool _isConnected;
    private int _generation;
    private long _revision;

    /// <summary>The AppHost is there, and will tell of every resource again.</summary>
    public void Connected(string application)
    {
        lock (_gate)
        {
            (_application, _isConnected) = (application, true);
            _generation++;
            _resources.Clear();
        }
    }

    /// <summary>The AppHost cannot be heard; its last words stay.</summary>
    public void Disconnected()
    {
        lock (_gate)
        {
            _isConnected = false;
        }
    }

    public void Update(string id, string json)
    {
        lock (_gate)
        {
            _resources[id] = (json, ++_revision);
        }
    }

    /// <summary>What changed after a revision.</summary>
    public BoardChanges Since(long revision)
    {
        lock (_gate)
        {
            return new(
                _application, _isConnected, _generation,
                [.. _resources.Values.Where(r => r.Revision > revision).OrderBy(r => r.Revision).Select(r => r.Json)], _revision);
        }
    }
}
