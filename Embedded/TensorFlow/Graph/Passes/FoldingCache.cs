using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Graph.Passes;

/// <summary>
/// Results of folding, shared by the entry points of a model: the same node of a function on the same tensors gives the same
/// tensor, so that weights derived from it are packed once.
/// </summary>
internal sealed class FoldingCache
{
    private readonly Dictionary<Key, IReadOnlyList<Tensor>?> _results = [];

    public IReadOnlyList<Tensor>? GetOrAdd(GraphNode node, IReadOnlyList<Tensor> inputs, Func<IReadOnlyList<Tensor>?> compute) =>
        GetOrAdd(node.Op, node.Attributes, inputs, compute);

    public IReadOnlyList<Tensor>? GetOrAdd(string op, AttributeMap attributes, IReadOnlyList<Tensor> inputs, Func<IReadOnlyList<Tensor>?> compute)
    {
        var key = new Key(op, attributes, inputs);
        if (!_results.TryGetValue(key, out var result))
        {
            result = compute();
            _results[key] = result;
        }

        return result;
    }

    private sealed class Key(string op, AttributeMap attributes, IReadOnlyList<Tensor> inputs) : IEquatable<Key>
    {
        private readonly string _op = op;
        private readonly AttributeMap _attributes = attributes;
        private readonly IReadOnlyList<Tensor> _inputs = inputs;

        public bool Equals(Key? other) =>
            other is not null && _op == other._op && ReferenceEquals(_attributes, other._attributes)
            && _inputs.SequenceEqual(other._inputs, ReferenceEqualityComparer.Instance);

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode() => _inputs.Aggregate(
            HashCode.Combine(_op, RuntimeHelpers.GetHashCode(_attributes)), (hash, t) => HashCode.Combine(hash, RuntimeHelpers.GetHashCode(t)));
    }
}
