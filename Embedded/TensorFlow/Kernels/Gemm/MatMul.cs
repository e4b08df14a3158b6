// Pointers: the matrices are pinned for the run, and its tasks address them from several threads.
using System.Buffers;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>A matrix product of two matrices that both change from run to run. The right-hand one is packed panel by panel on the way.</summary>
internal static unsafe class MatMul
{
    // 32 x 32 floats fit the first-level cache twice.
    private const int TransposeBlock = 32;

    // Half of a 1 MiB second-level cache: the block's rows stay there while all panels pass over them.
    private const int BlockBytes = 512 << 10;

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
            var run = new BlockRun(kernel, grid, pb, b.Length, m, k, n, transposeB);
            pool.SuitedTo((long)m * n * k).For(run.Tasks, run);
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

    /// <summary>A task is a block of rows times a panel, which it packs for itself: a small part of the work it is used for.</summary>
    private readonly struct BlockRun : IParallelBody
    {
        private readonly MicroKernel _kernel;
        private readonly StripGrid _rows;
        private readonly float* _b;
        private readonly int _length;
        private readonly int _m;
        private readonly int _k;
        private readonly int _n;
        private readonly bool _transposeB;
        private readonly int _strip;
        private readonly int _blockRows;
        private readonly int _panels;

        public BlockRun(MicroKernel kernel, in StripGrid rows, float* b, int length, int m, int k, int n, bool transposeB)
        {
            (_kernel, _rows, _length, _m, _k, _n, _transposeB) = (kernel, rows, length, m, k, n, transposeB);
            _b = b;
            _strip = kernel.StripLengthFor(m);
            var pair = 2 * _strip;
            _blockRows = Math.Max(pair, BlockBytes / sizeof(float) / Math.Max(1, k) / pair * pair);
            _panels = (n + kernel.PanelWidth - 1) / kernel.PanelWidth;
        }

        public int Tasks => (_m + _blockRows - 1) / _blockRows * _panels;

        public void Invoke(int index)
        {
            var column = index % _panels * _kernel.PanelWidth;
            var columns = Math.Min(_kernel.PanelWidth, _n - column);
            var first = index / _panels * _blockRows;
            var rows = Math.Min(_blockRows, _m - first);
            var whole = rows / _strip * _strip;
            var panelLength = (long)_kernel.PanelWidth * _k;
            var scratch = KernelScratch.Rent(panelLength + (whole < rows ? (long)_strip * _k : 0));
            var matrix = new ReadOnlySpan<float>(_b, _length);
            if (_transposeB)
            {
                PackedPanels.PackTransposed(matrix[(column * _k)..], _k, columns, _kernel.PanelWidth, scratch);
            }
            else
            {
                PackedPanels.PackRows(matrix[column..], _k, columns, _n, _kernel.PanelWidth, scratch);
            }

            nint segment = 0;
            var grid = _rows;
            grid.Segments = &segment;
            Advance(ref grid, first);
            if (whole > 0)
            {
                grid.SetWidth(whole, _strip);
                StripGemm.RunPanel(_kernel, grid, 0, grid.StripsPerLine, scratch, column, columns);
                Advance(ref grid, whole);
            }

            if (whole < rows)
            {
                // The kernel reads whole strips; beyond the last row of A there may be nothing to read.
                var tail = scratch + panelLength;
                new ReadOnlySpan<float>((float*)grid.A, (rows - whole) * _k).CopyTo(new Span<float>(tail, _strip * _k));
                grid.A = (byte*)tail;
                grid.SetWidth(rows - whole, _strip);
                StripGemm.RunPanel(_kernel, grid, 0, 1, scratch, column, columns);
            }
        }

        private static void Advance(ref StripGrid grid, int rows)
        {
            grid.A += rows * grid.APixelPitch;
            grid.C += rows * grid.CPixelPitch;
            grid.R = grid.R == null ? null : grid.R + (rows * grid.CPixelPitch);
        }
    }
}
