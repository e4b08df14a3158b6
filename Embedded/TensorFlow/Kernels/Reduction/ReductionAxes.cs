namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>Which dimensions go, and the shape that remains.</summary>
internal sealed class ReductionAxes
{
    private readonly long[] _input;
    private readonly long[] _axes;

    private ReductionAxes(ReadOnlySpan<long> input, long[] axes, bool[] reduced, long[] shape)
    {
        _input = input.ToArray();
        _axes = axes;
        Reduced = reduced;
        Shape = shape;
    }

    public bool[] Reduced { get; }

    public long[] Shape { get; }

    /// <summary>Where element <paramref name="index"/> of the input goes.</summary>
    public int TargetOf(int index, ReadOnlySpan<long> input)
    {
        var (at, step) = (0, 1);
        for (var d = input.Length - 1; d >= 0; d--)
        {
            if (!Reduced[d])
            {
                at += index % (int)input[d] * step;
                step *= (int)input[d];
            }

            index /= (int)input[d];
        }

        return at;
    }

    /// <summary>As <see cref="Resolve(ReadOnlySpan{long}, Tensor, bool)"/>, of a kernel that keeps the last result.</summary>
    public static ReductionAxes Resolve(ref ReductionAxes? last, ReadOnlySpan<long> input, Tensor axes, bool keep)
    {
        // Threads share the kernel; each sees one whole result or another.
        var known = Volatile.Read(ref last);
        if (known is null || !input.SequenceEqual(known._input) || !known.Has(axes))
        {
            known = Resolve(input, axes, keep);
            Volatile.Write(ref last, known);
        }

        return known;
    }

    public static ReductionAxes Resolve(ReadOnlySpan<long> input, Tensor axes, bool keep)
    {
        var reduced = new bool[input.Length];
        var given = Elements.Integers(axes);
        foreach (var axis in given)
        {
            ref var isReduced = ref reduced[Elements.Axis(axis, input.Length)];
            isReduced = !isReduced
                ? true
                : throw TensorFlowException.InvalidArgument($"Invalid reduction arguments: Axes contains duplicate dimension: {(axis < 0 ? axis + input.Length : axis)}");
        }

        var shape = new List<long>();
        for (var i = 0; i < input.Length; i++)
        {
            if (!reduced[i] || keep)
            {
                shape.Add(reduced[i] ? 1 : input[i]);
            }
        }

        return new ReductionAxes(input, given, reduced, [.. shape]);
    }

    private bool Has(Tensor axes)
    {
        if (axes.ElementCount != _axes.Length || axes.DType is not (DataType.Int32 or DataType.Int64))
        {
            return false;
        }

        for (var i = 0; i < _axes.Length; i++)
        {
            if (_axes[i] != (axes.DType == DataType.Int32 ? axes.Data<int>()[i] : axes.Data<long>()[i]))
            {
                return false;
            }
        }

        return true;
    }
}
