// Pointers: see FloatRows.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Kernels.Elementwise;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Softmax of a row times a factor; the largest value is taken off first, so that nothing overflows.</summary>
/// <param name="scale">The factor, not negative.</param>
internal readonly unsafe struct SoftmaxRow(float scale) : IRowFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply<TVector>(float* x, float* y, int columns) where TVector : struct, IFloatVector<TVector>
    {
        var vectors = columns - (columns % TVector.Count);
        var largest = float.NegativeInfinity;
        if (vectors > 0)
        {
            var most = TVector.Create(float.NegativeInfinity);
            for (var i = 0; i < vectors; i += TVector.Count)
            {
                most = TVector.Max(most, TVector.Load(x + i));
            }

            largest = TVector.Largest(most);
        }

        for (var i = vectors; i < columns; i++)
        {
            largest = x[i] > largest ? x[i] : largest;
        }

        Normalise<TVector>(y, columns, vectors, Exponentials<TVector>(x, y, columns, vectors, largest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Exponentials<TVector>(float* x, float* y, int columns, int vectors, float largest) where TVector : struct, IFloatVector<TVector>
    {
        var (top, factor) = (TVector.Create(largest), TVector.Create(scale));
        var sums = TVector.Create(0);
        for (var i = 0; i < vectors; i += TVector.Count)
        {
            var value = VectorFunctions.Exp((TVector.Load(x + i) - top) * factor);
            value.Store(y + i);
            sums += value;
        }

        var sum = TVector.Sum(sums);
        for (var i = vectors; i < columns; i++)
        {
            var value = VectorFunctions.Exp(FloatScalar.Create((x[i] - largest) * scale));
            value.Store(y + i);
            sum += y[i];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalise<TVector>(float* y, int columns, int vectors, float sum) where TVector : struct, IFloatVector<TVector>
    {
        var share = 1 / sum;
        for (var i = 0; i < vectors; i += TVector.Count)
        {
            (TVector.Load(y + i) * TVector.Create(share)).Store(y + i);
        }

        for (var i = vectors; i < columns; i++)
        {
            y[i] *= share;
        }
    }
}
