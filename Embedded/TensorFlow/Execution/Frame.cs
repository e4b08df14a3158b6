namespace Embedded.TensorFlow.Execution;

/// <summary>
/// The values of one run, and the memory for them. A frame is used by one run at a time and then kept: the first run assigns
/// memory by what is alive (a recording); later runs of the same shapes take the same tensors again (a replay) and allocate
/// nothing. A run whose shapes differ leaves the replay at that point and records the rest.
/// </summary>
internal sealed class Frame
{
    private readonly Tensor?[] _values;
    private readonly Tensor?[] _recorded;
    private readonly bool[] _isView;
    private readonly bool[] _isFresh;
    private readonly BufferPool _pool = new();
    private bool _replaying;

    public Frame(int slots)
    {
        _values = new Tensor?[slots];
        _recorded = new Tensor?[slots];
        _isView = new bool[slots];
        _isFresh = new bool[slots];
    }

    /// <summary>Bytes of intermediate memory that this frame keeps.</summary>
    public long HeldBytes => _pool.TotalBytes;

    public Tensor? this[int slot]
    {
        get => _values[slot];
        set => _values[slot] = value;
    }

    /// <summary>A tensor with undefined content for this slot.</summary>
    public Tensor Allocate(int slot, DataType dtype, ReadOnlySpan<long> shape)
    {
        if (_replaying && _recorded[slot] is { } recorded && !_isView[slot] && recorded.DType == dtype && recorded.Shape.SequenceEqual(shape))
        {
            return _values[slot] = recorded;
        }

        LeaveReplay();
        if (dtype == DataType.String)
        {
            return _values[slot] = Tensor.Create(dtype, shape.ToArray(), clear: true);
        }

        var count = TensorShape.ElementCount(shape);
        Tensor.RequireFits(count, dtype.Size(), dtype, shape);
        var tensor = Tensor.Over(dtype, shape.ToArray(), count, _pool.Rent((int)count * dtype.Size()));
        _isView[slot] = false;
        return _values[slot] = _recorded[slot] = tensor;
    }

    /// <summary>The elements of another slot's tensor under another shape or type.</summary>
    public Tensor View(int slot, Tensor source, DataType dtype, ReadOnlySpan<long> shape)
    {
        var recorded = _recorded[slot];
        if (_replaying && recorded is not null && _isView[slot] && recorded.BufferOrNull == source.BufferOrNull
            && recorded.DType == dtype && recorded.Shape.SequenceEqual(shape))
        {
            return _values[slot] = recorded;
        }

        var tensor = source.WithType(dtype, shape.ToArray(), TensorShape.ElementCount(shape));
        if (source.BufferOrNull is not { IsPooled: true })
        {
            return _values[slot] = tensor;
        }

        LeaveReplay();
        BufferPool.Hold(tensor);
        _isView[slot] = true;
        return _values[slot] = _recorded[slot] = tensor;
    }

    /// <summary>A tensor that owns its memory, or one that another slot holds.</summary>
    public void Set(int slot, Tensor tensor)
    {
        if (tensor.BufferOrNull is { IsPooled: true })
        {
            View(slot, tensor, tensor.DType, tensor.Shape);
        }
        else
        {
            _values[slot] = tensor;
        }
    }

    /// <summary>A tensor made for this slot alone, which may leave the run.</summary>
    public Tensor SetFresh(int slot, Tensor tensor)
    {
        _isFresh[slot] = true;
        return _values[slot] = tensor;
    }

    /// <summary>Whether the slot's tensor belongs to nobody else: not to the frame, the model or the caller's request.</summary>
    public bool IsFresh(int slot) => _isFresh[slot];

    public void Release(int slot)
    {
        if (_values[slot] is { } tensor)
        {
            _values[slot] = null;
            if (!_replaying)
            {
                _pool.Release(tensor);
            }
        }
    }

    public void BeginRun(bool recordedBefore)
    {
        _replaying = recordedBefore;
        Array.Clear(_isFresh);
        if (!recordedBefore)
        {
            Array.Clear(_recorded);
            _pool.Recount([]);
        }
    }

    public void EndRun() => Array.Clear(_values);

    private void LeaveReplay()
    {
        if (_replaying)
        {
            _replaying = false;
            _pool.Recount(_values);
        }
    }
}
