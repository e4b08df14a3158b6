// Pointers: the matrices are pinned for the run, and its tasks address them from several threads.
using System.Buffers;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>A matrix product of two matrices that both change from run to run. The right-hand one is packed panel by panel on the way.</summary>
internal static unsafe class MatMul
{
    // 32 x 32 floats fit the first-level cache twice.
    private const int TransposeBlock = 32;

    /// <summary>output[m, n] = A · B.</summary>
    /// <param name="a">[m, k], or [k, m] when <paramref name="transposeA"/>.</param>
    /// <param name="b">[k, n], or [n, k] when <paramref name="transposeB"/>.</param>
    /// <param name="output">[m, n]; must overlap neither matrix.</param>
    /// <param name="m">Rows of the result.</param>
    /// <param name="k">Length of the sums.</param>
    /// <param name="n">Columns of the result.</param>
    /// <param name="transposeA">Whether A is stored by columns.</param>
    /// <param name="transposeB">Whether B is stored by columns.</param>
    /// <param name="epilogue">What is added to and done with the sums.</param>
    /// <param name="pool">The threads to use.</param>
    /// <param name="kernel">The kernel; that of the process by default.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Run(
        ReadOnlySpan<float> a,
        ReadOnlySpan<float> b,
        Span<float> output,
        int m,
        int k,
        int n,
        bool transposeA,
        bool transposeB,
        in Epilogue epilogue,
        IntraOpPool pool,
        MicroKernel? kernel = null)
    {
        if (m == 0 || n == 0)
        {
            return;
        }

        if (a.Length < (long)m * k || b.Length < (long)k * n || output.Length < (long)m * n)
        {
            throw new ArgumentException($"A has {a.Length}, B {b.Length} and the output {output.Length} values; m, k, n are {m}, {k}, {n}.");
        }

        epilogue.Validate(m, n);
        if (!transposeA)
        {
            RunRows(a, b, output, m, k, n, transposeB, epilogue, pool, kernel ?? MicroKernel.Current);
            return;
        }

        var rows = ArrayPool<float>.Shared.Rent(m * k);
        Transpose(a, k, m, rows);
        RunRows(rows, b, output, m, k, n, transposeB, epilogue, pool, kernel ?? MicroKernel.Current);
        ArrayPool<float>.Shared.Return(rows);
    }

    private static void RunRows(
        ReadOnlySpan<float> a,
        ReadOnlySpan<float> b,
        Span<float> output,
        int m,
        int k,
        int n,
        bool transposeB,
        in Epilogue epilogue,
        IntraOpPool pool,
        MicroKernel kernel)
    {
        fixed (float* pa = a)
        fixed (float* pb = b)
        fixed (float* pc = output)
        fixed (float* bias = epilogue.Bias)
        fixed (float* residual = epilogue.Residual)
        {
            var grid = new StripGrid
            {
                A = (byte*)pa,
                APixelPitch = k * sizeof(float),
                C = (byte*)pc,
                R = (byte*)residual,
                CPixelPitch = n * sizeof(float),
                SegmentCount = 1,
                SegmentLength = k,
                Bias = bias,
                Low = epilogue.Low,
                High = epilogue.High,
            };
            var panels = (n + kernel.PanelWidth - 1) / kernel.PanelWidth;
            pool.For(panels, new PanelRun(kernel, grid, pb, b.Length, m, k, n, transposeB));
        }
    }

    private static void Transpose(ReadOnlySpan<float> source, int rows, int columns, Span<float> target)
    {
        for (var top = 0; top < rows; top += TransposeBlock)
        {
            for (var left = 0; left < columns; left += TransposeBlock)
            {
                for (var row = top; row < Math.Min(top + TransposeBlock, rows); row++)
                {
                    for (var column = left; column < Math.Min(left + TransposeBlock, columns); column++)
                    {
                        target[(column * rows) + row] = source[(row * columns) + column];
                    }
                }
            }
        }
    }

    private readonly struct PanelRun(MicroKernel kernel, StripGrid rows, float* b, int length, int m, int k, int n, bool transposeB)
        : IParallelBody
    {
        private readonly StripGrid _rows = rows;

        public void Invoke(int index)
        {
            var strip = kernel.StripLengthFor(m);
            var column = index * kernel.PanelWidth;
            var columns = Math.Min(kernel.PanelWidth, n - column);
            var whole = m / strip * strip;
            var scratch = KernelScratch.Rent(((long)kernel.PanelWidth + (whole < m ? strip : 0)) * k);
            var tail = scratch + ((long)kernel.PanelWidth * k);
            var matrix = new ReadOnlySpan<float>(b, length);
            if (transposeB)
            {
                PackedPanels.PackTransposed(matrix[(column * k)..], k, columns, kernel.PanelWidth, scratch);
            }
            else
            {
                PackedPanels.PackRows(matrix[column..], k, columns, n, kernel.PanelWidth, scratch);
            }

            nint segment = 0;
            var grid = _rows;
            grid.Segments = &segment;
            if (whole > 0)
            {
                grid.SetWidth(whole, strip);
                StripGemm.RunPanel(kernel, grid, 0, grid.StripsPerLine, scratch, column, columns);
            }

            if (whole < m)
            {
                // The kernel reads whole strips; beyond the last row of A there may be nothing to read.
                new ReadOnlySpan<float>((float*)grid.A + ((long)whole * k), (m - whole) * k).CopyTo(new Span<float>(tail, strip * k));
                grid.A = (byte*)tail;
                grid.C += (long)whole * n * sizeof(float);
                grid.R = grid.R == null ? null : grid.R + ((long)whole * n * sizeof(float));
                grid.SetWidth(m - whole, strip);
                StripGemm.RunPanel(kernel, grid, 0, 1, scratch, column, columns);
            }
        }
    }
}
