// Pointers: the rows are pinned for the run, and its blocks address them from several threads.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>A row of floats turned into another of the same length, written once for every vector width.</summary>
internal unsafe interface IRowFunction
{
    void Apply<TVector>(float* x, float* y, int columns) where TVector : struct, IFloatVector<TVector>;
}

/// <summary>Runs an <see cref="IRowFunction"/> over all rows, block by block on the threads of a pool.</summary>
internal static unsafe class FloatRows
{
    // Floats in a block; enough to pay for handing it out.
    private const int BlockLength = 8192;

    // About the cost of an element in multiply-adds, for the choice of serial or shared.
    private const int CostOfOne = 16;

    /// <param name="x">Rows.</param>
    /// <param name="y">As many results; may be the rows themselves.</param>
    /// <param name="columns">Floats in a row.</param>
    /// <param name="function">What is done with each.</param>
    /// <param name="pool">The threads to use.</param>
    /// <param name="level">The level; that of the process by default.</param>
    public static void Run<TFunction>(ReadOnlySpan<float> x, Span<float> y, int columns, TFunction function, IntraOpPool pool, SimdLevel? level = null)
        where TFunction : struct, IRowFunction
    {
        if (x.IsEmpty)
        {
            return;
        }

        fixed (float* from = x)
        fixed (float* to = y)
        {
            var rows = x.Length / columns;
            var together = Math.Max(1, BlockLength / columns);
            var run = new BlockRun<TFunction>(from, to, (rows, columns, together), function, level ?? SimdLevels.Current);
            pool.SuitedTo((long)x.Length * CostOfOne).For((rows + together - 1) / together, run);
        }
    }

    private readonly struct BlockRun<TFunction>(float* from, float* to, (int Rows, int Columns, int Together) size, TFunction function, SimdLevel level) : IParallelBody
        where TFunction : struct, IRowFunction
    {
        public void Invoke(int index)
        {
            var first = index * size.Together;
            var last = Math.Min(first + size.Together, size.Rows);
            switch (level)
            {
                case SimdLevel.Vector512:
                    Apply<Float512>(first, last);
                    break;
                case SimdLevel.Vector256:
                    Apply<Float256>(first, last);
                    break;
                case SimdLevel.Vector128:
                    Apply<Float128>(first, last);
                    break;
                default:
                    Apply<FloatScalar>(first, last);
                    break;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Apply<TVector>(int first, int last) where TVector : struct, IFloatVector<TVector>
        {
            for (var row = first; row < last; row++)
            {
                var at = (nint)row * size.Columns;
                function.Apply<TVector>(from + at, to + at, size.Columns);
            }
        }
    }
}
