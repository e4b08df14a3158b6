namespace Embedded.TensorFlow.Execution;

/// <summary>
/// The values of one run, and the memory for them. A frame is used by one run at a time and then kept: the first run assigns
/// memory by what is alive (a recording); later runs of the same shapes take the same tensors again (a replay) and allocate
/// nothing. A run that differs from the recording, in a shape or in the branch it takes, leaves the replay at that slot, forgets
/// what was recorded for later slots, and records the rest.
/// </summary>
internal sealed class Frame
{
    // Elements of a value that is kept for the life of the frame: shapes and masks, but no images of zeros.
    private const int MostRemembered = 64 * 1024;

    private readonly Tensor?[] _values;
    private readonly Tensor?[] _recorded;
    private readonly bool[] _isView;
    private readonly bool[] _isFresh;
    private readonly Dictionary<int, Tensor> _remembered = [];
    private readonly BufferPool _pool = new();
    private bool _replaying;
    private long[][]? _feedShapes;

    public Frame(int slots)
    {
        _values = new Tensor?[slots];
        _recorded = new Tensor?[slots];
        _isView = new bool[slots];
        _isFresh = new bool[slots];
    }

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

        if (dtype == DataType.String)
        {
            return SetUnpooled(slot, Tensor.Create(dtype, shape.ToArray(), clear: true));
        }

        LeaveReplay(slot);
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
            return SetUnpooled(slot, tensor);
        }

        LeaveReplay(slot);
        BufferPool.Hold(tensor);
        _isView[slot] = true;
        return _values[slot] = _recorded[slot] = tensor;
    }

    /// <summary>Whether a slot may be written into the memory of a value that ends here: nobody else holds it. A replay does as the recording did.</summary>
    public bool MayOverwrite(int slot, Tensor source) => _replaying
        ? _isView[slot] && _recorded[slot] is { } recorded && recorded.BufferOrNull == source.BufferOrNull
        : source.BufferOrNull is { IsPooled: true, Holders: 1 };

    /// <summary>A tensor that owns its memory, or one that another slot holds.</summary>
    public void Set(int slot, Tensor tensor)
    {
        if (tensor.BufferOrNull is { IsPooled: true })
        {
            View(slot, tensor, tensor.DType, tensor.Shape);
        }
        else
        {
            SetUnpooled(slot, tensor);
        }
    }

    /// <summary>Leaves a slot without a value: its branch is not taken.</summary>
    public void Skip(int slot) => SetUnpooled(slot, null!);

    /// <summary>A tensor made for this slot alone, which may leave the run.</summary>
    public Tensor SetFresh(int slot, Tensor tensor)
    {
        _isFresh[slot] = true;
        return _values[slot] = tensor;
    }

    /// <summary>Whether the slot's tensor belongs to nobody else: not to the frame, the model or the caller's request.</summary>
    public bool IsFresh(int slot) => _isFresh[slot];

    /// <summary>Puts the outputs of a step in place that an earlier run has computed.</summary>
    public bool TryRecall(PlanStep step)
    {
        for (var i = 0; i < step.OutputCount; i++)
        {
            if (!_remembered.TryGetValue(step.FirstOutput + i, out var tensor))
            {
                return false;
            }

            _values[step.FirstOutput + i] = tensor;
        }

        return true;
    }

    /// <summary>Keeps the outputs of a step for all later runs, out of the memory that those use again.</summary>
    public void Remember(PlanStep step)
    {
        for (var i = 0; i < step.OutputCount; i++)
        {
            if (_values[step.FirstOutput + i] is not { ElementCount: <= MostRemembered })
            {
                return;
            }
        }

        for (var slot = step.FirstOutput; slot < step.FirstOutput + step.OutputCount; slot++)
        {
            var value = _values[slot]!;
            _isFresh[slot] = false;
            _remembered[slot] = value.Kept();
            SetUnpooled(slot, _remembered[slot]);
            _pool.Release(value);
        }
    }

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

    public void BeginRun()
    {
        Array.Clear(_isFresh);
        _replaying = _feedShapes is not null;
    }

    public void EndRun(ReadOnlySpan<Tensor> feeds)
    {
        Array.Clear(_values);
        _feedShapes ??= [.. feeds.ToArray().Select(f => f.ShapeArray)];
    }

    /// <summary>Whether the recording is of a run with these shapes.</summary>
    public bool Fits(ReadOnlySpan<Tensor> feeds)
    {
        for (var i = 0; i < feeds.Length; i++)
        {
            if (!feeds[i].Shape.SequenceEqual(_feedShapes![i]))
            {
                return false;
            }
        }

        return true;
    }

    // Memory that the recording held for this slot may be in use elsewhere once it is left out.
    private Tensor SetUnpooled(int slot, Tensor tensor)
    {
        if (_recorded[slot] is not null)
        {
            LeaveReplay(slot);
            _recorded[slot] = null;
        }

        return _values[slot] = tensor;
    }

    // Slots are numbered in the order in which steps run.
    private void LeaveReplay(int slot)
    {
        if (_replaying)
        {
            _replaying = false;
            _pool.Recount(_values);
            Array.Clear(_recorded, slot + 1, _recorded.Length - slot - 1);
        }
    }
}
