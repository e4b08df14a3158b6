using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>For a resolution whose providers gave no token: it never fires, so the watcher polls.</summary>
internal sealed class NullChangeToken : IChangeToken
{
    public static readonly NullChangeToken Instance = new();

    public bool HasChanged => false;

    public bool ActiveChangeCallbacks => false;

    public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) => Registrations.None;
}
