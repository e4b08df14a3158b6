// Pointers: see FloatRows.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>A row brought to mean 0 and variance 1, then scaled and shifted element by element.</summary>
/// <param name="gamma">Scales, as many as columns.</param>
/// <param name="beta">Shifts.</param>
/// <param name="epsilon">Added to the variance.</param>
internal readonly unsafe struct LayerNormRow(float* gamma, float* beta, float epsilon) : IRowFunction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply<TVector>(float* x, float* y, int columns) where TVector : struct, IFloatVector<TVector>
    {
        var vectors = columns - (columns % TVector.Count);
        var sums = TVector.Create(0);
        for (var i = 0; i < vectors; i += TVector.Count)
        {
            sums += TVector.Load(x + i);
        }

        var sum = TVector.Sum(sums);
        for (var i = vectors; i < columns; i++)
        {
            sum += x[i];
        }

        var mean = sum / columns;
        var scale = 1 / MathF.Sqrt((SquaredDeviations<TVector>(x, columns, vectors, mean) / columns) + epsilon);
        var (middle, factor) = (TVector.Create(mean), TVector.Create(scale));
        for (var i = 0; i < vectors; i += TVector.Count)
        {
            TVector.MultiplyAdd((TVector.Load(x + i) - middle) * factor, TVector.Load(gamma + i), TVector.Load(beta + i)).Store(y + i);
        }

        for (var i = vectors; i < columns; i++)
        {
            y[i] = ((x[i] - mean) * scale * gamma[i]) + beta[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SquaredDeviations<TVector>(float* x, int columns, int vectors, float mean) where TVector : struct, IFloatVector<TVector>
    {
        var middle = TVector.Create(mean);
        var squares = TVector.Create(0);
        for (var i = 0; i < vectors; i += TVector.Count)
        {
            var deviation = TVector.Load(x + i) - middle;
            squares = TVector.MultiplyAdd(deviation, deviation, squares);
        }

        var sum = TVector.Sum(squares);
        for (var i = vectors; i < columns; i++)
        {
            sum += (x[i] - mean) * (x[i] - mean);
        }

        return sum;
    }
}
