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
        var product = StridedProduct.Dense(m, k, n, transposeB);
        fixed (float* pa = a)
        fixed (float* pb = b)
        fixed (float* pc = output)
        fixed (float* bias = epilogue.Bias)
        fixed (float* residual = epilogue.Residual)
        {
            var grid = Grid(product, pa, pc);
            grid.R = (byte*)residual;
            grid.Bias = bias;
            grid.Low = epilogue.Low;
            grid.High = epilogue.High;
            var run = new BlockRun(kernel, grid, pb, b.Length, product);
            pool.SuitedTo((long)m * n * k).For(run.Tasks, run);
        }
    }

    /// <summary>Many products of one form, each at its own place in the three tensors.</summary>
    /// <param name="a">Left-hand matrices.</param>
    /// <param name="b">Right-hand matrices.</param>
    /// <param name="output">Results; must overlap neither.</param>
    /// <param name="product">The form.</param>
    /// <param name="places">First elements of each product's matrices.</param>
    /// <param name="pool">The threads to use.</param>
    /// <param name="kernel">The kernel; that of the process by default.</param>
    /// <exception cref="ArgumentException">A place lies outside of its span.</exception>
    public static void RunBatch(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> output, in StridedProduct product, ProductPlaces places, IntraOpPool pool, MicroKernel? kernel = null)
    {
        if (product.M == 0 || product.N == 0 || places.Count == 0)
        {
            return;
        }

        product.Validate(a.Length, b.Length, output.Length, places);
        fixed (float* pa = a)
        fixed (float* pb = b)
        fixed (float* pc = output)
        {
            var grid = Grid(product, pa, pc);
            grid.Low = float.NegativeInfinity;
            grid.High = float.PositiveInfinity;
            var run = new BatchRun(new BlockRun(kernel ?? MicroKernel.Current, grid, pb, b.Length, product), places);
            pool.SuitedTo((long)product.M * product.N * product.K * places.Count).For(run.Tasks, run);
        }
    }

    private static StripGrid Grid(in StridedProduct product, float* a, float* output) => new()
    {
        A = (byte*)a,
        APixelPitch = product.APitch * sizeof(float),
        C = (byte*)output,
        CPixelPitch = product.OutputPitch * sizeof(float),
        SegmentCount = 1,
        SegmentLength = product.K,
    };

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
        private readonly StridedProduct _product;
        private readonly int _strip;
        private readonly int _blockRows;
        private readonly int _panels;

        public BlockRun(MicroKernel kernel, in StripGrid rows, float* b, int length, in StridedProduct product)
        {
            (_kernel, _rows, _length, _product) = (kernel, rows, length, product);
            _b = b;
            _strip = kernel.StripLengthFor(product.M);
            var pair = 2 * _strip;
            _blockRows = Math.Max(pair, BlockBytes / sizeof(float) / Math.Max(1, product.K) / pair * pair);
            _panels = (product.N + kernel.PanelWidth - 1) / kernel.PanelWidth;
        }

        private BlockRun(in BlockRun other, int a, int b, int output)
        {
            this = other;
            _rows.A += a * sizeof(float);
            _rows.C += output * sizeof(float);
            _b += b;
            _length -= b;
        }

        public int Tasks => (_product.M + _blockRows - 1) / _blockRows * _panels;

        /// <summary>The same product of other matrices in the same tensors.</summary>
        public BlockRun At(int a, int b, int output) => new(this, a, b, output);

        public void Invoke(int index)
        {
            var k = _product.K;
            var column = index % _panels * _kernel.PanelWidth;
            var columns = Math.Min(_kernel.PanelWidth, _product.N - column);
            var first = index / _panels * _blockRows;
            var rows = Math.Min(_blockRows, _product.M - first);
            var whole = rows / _strip * _strip;
            var panelLength = (long)_kernel.PanelWidth * k;
            var scratch = KernelScratch.Rent(panelLength + (whole < rows ? (long)_strip * k : 0));
            var matrix = new ReadOnlySpan<float>(_b, _length);
            if (_product.TransposeB)
            {
                PackedPanels.PackTransposed(matrix[(column * _product.BPitch)..], k, columns, _product.BPitch, _kernel.PanelWidth, scratch);
            }
            else
            {
                PackedPanels.PackRows(matrix[column..], k, columns, _product.BPitch, _kernel.PanelWidth, scratch);
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
                for (var row = 0; row < rows - whole; row++)
                {
                    new ReadOnlySpan<float>((byte*)grid.A + (row * grid.APixelPitch), k).CopyTo(new Span<float>(tail + ((long)row * k), k));
                }

                grid.APixelPitch = k * sizeof(float);
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

    /// <summary>All tasks of all products.</summary>
    private readonly struct BatchRun(BlockRun product, ProductPlaces places) : IParallelBody
    {
        public int Tasks => product.Tasks * places.Count;

        public void Invoke(int index)
        {
            var at = index / product.Tasks;
            product.At(places.A[at], places.B[at], places.Output[at]).Invoke(index % product.Tasks);
        }
    }
}
