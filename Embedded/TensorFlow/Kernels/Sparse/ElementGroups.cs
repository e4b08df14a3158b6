namespace Embedded.TensorFlow.Kernels.Sparse;

/// <summary>One element as something that has an order: numbers by value, strings by their bytes.</summary>
internal readonly struct ElementKey : IComparable<ElementKey>, IEquatable<ElementKey>
{
    private readonly long _number;
    private readonly ReadOnlyMemory<byte> _text;

    public ElementKey(Tensor values, long[]? numbers, int index)
    {
        _number = numbers is null ? 0 : numbers[index];
        _text = numbers is null ? values.Strings[index] : default;
    }

    public int CompareTo(ElementKey other) => _number != other._number ? _number.CompareTo(other._number) : _text.Span.SequenceCompareTo(other._text.Span);

    public bool Equals(ElementKey other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is ElementKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(_number);
        hash.AddBytes(_text.Span);
        return hash.ToHashCode();
    }
}

/// <summary>The elements of a tensor by the row of the last dimension that they lie in.</summary>
internal sealed class ElementGroups
{
    private readonly List<int>[] _groups;
    private readonly long[]? _numbers;

    private ElementGroups(Tensor values, long[] shape)
    {
        (Values, Shape) = (values, shape);
        _numbers = values.DType == DataType.String ? null : Elements.Integers(values);

        // Groups are listed one by one, and a sparse tensor may claim any number of them.
        var count = TensorShape.ElementCount(shape);
        _groups = count <= 1 << 24 ? new List<int>[count] : throw TensorFlowException.InvalidArgument($"{count} groups of sets are more than {1 << 24}");
    }

    public Tensor Values { get; }

    /// <summary>All dimensions but the last.</summary>
    public long[] Shape { get; }

    public int Count => _groups.Length;

    public static ElementGroups OfDense(Tensor tensor)
    {
        if (tensor.Rank < 2)
        {
            throw TensorFlowException.InvalidArgument($"Invalid input shape {TensorShape.Format(tensor.Shape)}: sets need a rank of at least 2");
        }

        var groups = new ElementGroups(tensor, tensor.Shape[..^1].ToArray());
        for (var i = 0; i < tensor.ElementCount; i++)
        {
            groups.Put(i / (int)tensor.Shape[^1], i);
        }

        return groups;
    }

    public static ElementGroups OfSparse(SparseTensor sparse)
    {
        if (sparse.Rank < 2)
        {
            throw TensorFlowException.InvalidArgument($"Invalid input shape {TensorShape.Format(sparse.Shape)}: sets need a rank of at least 2");
        }

        var groups = new ElementGroups(sparse.Values, sparse.Shape[..^1]);
        for (var i = 0; i < sparse.Count; i++)
        {
            groups.Put((int)(sparse.Flat(i) / sparse.Shape[^1]), i);
        }

        return groups;
    }

    /// <summary>The members of a group in order, each with the first element that holds it.</summary>
    public SortedDictionary<ElementKey, int> Set(int group)
    {
        var set = new SortedDictionary<ElementKey, int>();
        foreach (var element in _groups[group] ?? [])
        {
            set.TryAdd(new ElementKey(Values, _numbers, element), element);
        }

        return set;
    }

    private void Put(int group, int element) => (_groups[group] ??= []).Add(element);
}
