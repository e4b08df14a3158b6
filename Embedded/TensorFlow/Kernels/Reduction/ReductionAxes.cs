namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>Which dimensions go, and the shape that remains.</summary>
internal readonly struct ReductionAxes
{
    private ReductionAxes(bool[] reduced, long[] shape)
    {
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

    public static ReductionAxes Resolve(ReadOnlySpan<long> input, Tensor axes, bool keep)
    {
        var reduced = new bool[input.Length];
        foreach (var axis in Elements.Integers(axes))
        {
            reduced[Elements.Axis(axis, input.Length)] = true;
        }

        var shape = new List<long>();
        for (var i = 0; i < input.Length; i++)
        {
            if (!reduced[i] || keep)
            {
                shape.Add(reduced[i] ? 1 : input[i]);
            }
        }

        return new ReductionAxes(reduced, [.. shape]);
    }
}
