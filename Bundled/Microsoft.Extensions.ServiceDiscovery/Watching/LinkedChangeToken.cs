using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery.Watching;

/// <summary>
/// Fires when any of its tokens fires. Unlike <see cref="CompositeChangeToken"/> it keeps no registration of its own: ending the
/// watcher's registration ends those on the tokens too. A configuration's reload token lives as long as the process, so a registration
/// left on it at each resolution would be a leak.
/// </summary>
internal sealed class LinkedChangeToken(IChangeToken[] tokens) : IChangeToken
{
    public bool HasChanged => Array.Exists(tokens, static token => token.HasChanged);

    public bool ActiveChangeCallbacks => Array.Exists(tokens, static token => token.ActiveChangeCallbacks);

    public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) =>
        new Registrations([.. tokens.Where(t => t.ActiveChangeCallbacks).Select(t => t.RegisterChangeCallback(callback, state))]);
}
