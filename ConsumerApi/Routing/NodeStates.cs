using System.Collections.Concurrent;

namespace ConsumerApi.Routing;

/// <summary>Hands out the one <see cref="NodeState"/> of each node, so that successive tables share it.</summary>
internal sealed class NodeStates
{
    private readonly ConcurrentDictionary<(string Name, string Authority), NodeState> _states = new();

    public NodeState GetOrAdd(string name, Uri address) =>
        _states.GetOrAdd((name, address.GetLeftPart(UriPartial.Authority)), static (key, uri) => new NodeState(key.Name, uri), address);

    /// <summary>Forgets nodes that no route names; requests still under way keep their object.</summary>
    public void Keep(IReadOnlySet<NodeState> routed)
    {
        foreach (var (key, state) in _states)
        {
            if (!routed.Contains(state) && state.InFlight == 0)
            {
                _states.TryRemove(key, out _);
            }
        }
    }

    public IEnumerable<NodeState> All => _states.Values;
}
