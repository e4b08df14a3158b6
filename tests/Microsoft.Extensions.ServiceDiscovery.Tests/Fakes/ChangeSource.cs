using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery.Tests;

/// <summary>Hands out a new token for each resolution, as a provider should, and fires the last one.</summary>
internal sealed class ChangeSource
{
    private Action _fire = () => { };

    public IChangeToken Next()
    {
        var source = new CancellationTokenSource();
        _fire = source.Cancel;
        return new CancellationChangeToken(source.Token);
    }

    public void Fire() => _fire();
}
