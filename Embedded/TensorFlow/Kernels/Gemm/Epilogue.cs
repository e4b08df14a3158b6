namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>What happens to a sum before it is stored: <c>activation(sum + bias + residual)</c>.</summary>
internal readonly ref struct Epilogue
{
    /// <summary>One value per output column (channel), or empty.</summary>
    public ReadOnlySpan<float> Bias { get; init; }

    /// <summary>A tensor of the output's shape, or empty. It may be the output itself.</summary>
    public ReadOnlySpan<float> Residual { get; init; }

    /// <summary>The activation.</summary>
    public Activation Activation { get; init; }

    /// <summary>The smallest value the activation lets through.</summary>
    internal float Low => Activation == Activation.None ? float.NegativeInfinity : 0f;

    /// <summary>The largest value the activation lets through.</summary>
    internal float High => Activation == Activation.Relu6 ? 6f : float.PositiveInfinity;

    /// <exception cref="ArgumentException">A part does not fit an output of <paramref name="rows"/> × <paramref name="columns"/>.</exception>
    internal void Validate(long rows, int columns)
    {
        if (!Bias.IsEmpty && Bias.Length != columns)
        {
            throw new ArgumentException($"The bias has {Bias.Length} values for {columns} columns.");
        }

        if (!Residual.IsEmpty && Residual.Length < rows * columns)
        {
            throw new ArgumentException($"The residual has {Residual.Length} values for {rows * columns} outputs.");
        }
    }
}
