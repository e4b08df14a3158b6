// Pointers: vectors are loaded from and stored to pinned spans.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Applies an <see cref="IVectorFunction"/> to every element, in the vectors of a <see cref="SimdLevel"/>.</summary>
internal static unsafe class FloatMap
{
    // A block stays in the first-level cache; a few blocks for each thread even out their ends.
    private const int BlockLength = 4096;

    // About the cost of a function in multiply-adds, for the choice of serial or shared.
    private const int CostOfOne = 16;

    /// <param name="x">Elements.</param>
    /// <param name="y">As many results; may be the elements themselves.</param>
    /// <param name="pool">The threads to use.</param>
    /// <param name="level">The level; that of the process by default.</param>
    public static void Run<TFunction>(ReadOnlySpan<float> x, Span<float> y, IntraOpPool pool, SimdLevel? level = null)
        where TFunction : struct, IVectorFunction
    {
        fixed (float* from = x)
        fixed (float* to = y)
        {
            var run = new BlockRun<TFunction>(from, to, x.Length, level ?? SimdLevels.Current);
            pool.SuitedTo((long)x.Length * CostOfOne).For((x.Length + BlockLength - 1) / BlockLength, run);
        }
    }

    private readonly struct BlockRun<TFunction>(float* from, float* to, int length, SimdLevel level) : IParallelBody
        where TFunction : struct, IVectorFunction
    {
        public void Invoke(int index)
        {
            var first = index * BlockLength;
            var count = Math.Min(BlockLength, length - first);
            switch (level)
            {
                case SimdLevel.Vector512:
                    Apply<Float512>(from + first, to + first, count);
                    break;
                case SimdLevel.Vector256:
                    Apply<Float256>(from + first, to + first, count);
                    break;
                case SimdLevel.Vector128:
                    Apply<Float128>(from + first, to + first, count);
                    break;
                default:
                    Apply<FloatScalar>(from + first, to + first, count);
                    break;
            }
        }

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Apply<TVector>(float* x, float* y, int count) where TVector : struct, IFloatVector<TVector>
        {
            var i = 0;
            for (; i <= count - TVector.Count; i += TVector.Count)
            {
                TFunction.Apply(TVector.Load(x + i)).Store(y + i);
            }

            if (i < count)
            {
                var rest = stackalloc float[TVector.Count];
                new Span<float>(rest, TVector.Count).Clear();
                new ReadOnlySpan<float>(x + i, count - i).CopyTo(new Span<float>(rest, TVector.Count));
                TFunction.Apply(TVector.Load(rest)).Store(rest);
                new ReadOnlySpan<float>(rest, count - i).CopyTo(new Span<float>(y + i, count - i));
            }
        }
    }
}
