using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace ConsumerApi.Routing;

/// <summary>Finds the balancing policy that <c>Routing:Policy</c> names.</summary>
internal sealed class PickerProvider(IEnumerable<IPicker> pickers, IOptions<RoutingOptions> options)
{
    private readonly FrozenDictionary<string, IPicker> _pickers = pickers.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);

    /// <summary>The policy in use; the options have been validated to name one.</summary>
    public IPicker Current => _pickers[options.Value.Policy];
}
