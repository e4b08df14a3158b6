namespace Aspire.Dashboard.AppHost;

/// <summary>What the AppHost said last of each of its resources. The dashboard hands it on to pages as it came.</summary>
internal sealed class ResourceBoard
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Json, long Revision)> _resources = new(StringComparer.Ordinal);
    private string? _application;
    private bool _isConnected;
    private long _revision;

    /// <summary>Changes with everything that is said.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>The name of the application and whether the AppHost can be heard now.</summary>
    public (string? Application, bool IsConnected) Connection
    {
        get
        {
            lock (_gate)
            {
                return (_application, _isConnected);
            }
        }
    }

    /// <summary>The AppHost is there, and will tell of every resource again.</summary>
    public void Connected(string application)
    {
        lock (_gate)
        {
            (_application, _isConnected) = (application, true);
            _resources.Clear();
            _revision++;
        }
    }

    /// <summary>The AppHost cannot be heard; its last words stay.</summary>
    public void Disconnected()
    {
        lock (_gate)
        {
            _isConnected = false;
            _revision++;
        }
    }

    public void Update(string id, string json)
    {
        lock (_gate)
        {
            _resources[id] = (json, ++_revision);
        }
    }

    /// <summary>Resources that changed after a revision, and the revision this leads to.</summary>
    public (IReadOnlyList<string> Changed, long Revision) Since(long revision)
    {
        lock (_gate)
        {
            return ([.. _resources.Values.Where(r => r.Revision > revision).OrderBy(r => r.Revision).Select(r => r.Json)], _revision);
        }
    }
}
