using System.Runtime.CompilerServices;

namespace ConsumerApi.Routing;

/// <summary>The nodes that one request has been sent to, kept on the stack: a request asks each node at most once.</summary>
internal struct TriedNodes
{
    /// <summary>More attempts than this only add load when something is wrong everywhere.</summary>
    public const int Capacity = 8;

    private Slots _slots;

    public int Count { get; private set; }

    public void Add(NodeState node) => _slots[Count++] = node;

    public readonly bool Contains(NodeState node)
    {
        for (var i = 0; i < Count; i++)
        {
            if (ReferenceEquals(_slots[i], node))
            {
                return true;
            }
        }

        return false;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private NodeState? _first;
    }
}
