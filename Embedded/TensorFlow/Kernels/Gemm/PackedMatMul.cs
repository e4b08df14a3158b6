using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>A matrix product whose right-hand matrix has been packed once. Immutable; threads share it.</summary>
internal sealed class PackedMatMul
{
    // A product is the pointwise convolution of an image with one line.
    private readonly PackedConvolution _convolution;

    private PackedMatMul(PackedConvolution convolution) => _convolution = convolution;

    /// <summary>Length of the sums.</summary>
    public int K => _convolution.InputChannels;

    /// <summary>Columns of the result.</summary>
    public int N => _convolution.OutputChannels;

    /// <summary>Packs the right-hand matrix.</summary>
    /// <param name="matrix">Row-major [k, n], or [n, k] when <paramref name="transposed"/>.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="n">Columns of the result.</param>
    /// <param name="transposed">Whether the matrix is stored by columns.</param>
    /// <param name="kernel">The kernel to pack for; that of the process by default.</param>
    /// <exception cref="ArgumentException">The matrix has another length than k × n.</exception>
    public static PackedMatMul Create(ReadOnlySpan<float> matrix, int k, int n, bool transposed = false, MicroKernel? kernel = null)
    {
        var window = new Window2D(1, 1);
        if (!transposed)
        {
            return new(PackedConvolution.Create(matrix, window, k, n, kernel: kernel));
        }

        if (matrix.Length != (long)k * n)
        {
            throw new ArgumentException($"The matrix has {matrix.Length} values, not {n} x {k}.", nameof(matrix));
        }

        return new(PackedConvolution.Create(PackedPanels.FromTransposed(kernel ?? MicroKernel.Current, matrix, k, n), window, k));
    }

    /// <summary>Multiplies <paramref name="a"/>, row-major [<paramref name="m"/>, <see cref="K"/>], into <paramref name="output"/> [m, <see cref="N"/>].</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Run(ReadOnlySpan<float> a, int m, Span<float> output, in Epilogue epilogue, IntraOpPool pool) =>
        _convolution.Run(a, 1, 1, m, output, Padding2D.None, epilogue, pool);
}
