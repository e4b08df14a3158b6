// Pointers: pixels are gathered from the image through a table of addresses.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>
/// The three transforms of Winograd's F(4×4, 3×3): 36 products give the 16 outputs that take 144 by definition (Lavin and Gray, "Fast
/// algorithms for convolutional neural networks", 2015). The matrices are those of Toom and Cook for the points 0, ±5/8, ±3/2, ∞:
/// the usual ±1, ±2 more than double the rounding error, and these are exact in binary.
/// </summary>
internal static unsafe class WinogradTransform
{
    /// <summary>Outputs along an edge of a tile.</summary>
    public const int Outputs = 4;

    /// <summary>Inputs, and products, along an edge of a tile.</summary>
    public const int Inputs = 6;

    /// <summary>Products of a tile.</summary>
    public const int Points = Inputs * Inputs;

    /// <summary>Lanes of the widest vector.</summary>
    public const int MostLanes = 16;

    private const int Taps = 3;

    private const float A = 5f / 8;
    private const float A2 = A * A;
    private const float B = 3f / 2;
    private const float B2 = B * B;

    /// <summary>G g Gᵀ of as many 3 × 3 filters as the vector has lanes.</summary>
    /// <param name="filter">The first tap.</param>
    /// <param name="tapPitch">Floats from one tap to the next.</param>
    /// <param name="target">Where the first point goes.</param>
    /// <param name="pointPitch">Floats from one point to the next.</param>
    [SkipLocalsInit]
    public static void Filter<TVector>(float* filter, nint tapPitch, float* target, nint pointPitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var half = stackalloc float[Inputs * Taps * MostLanes];
        var count = TVector.Count;
        for (var x = 0; x < Taps; x++)
        {
            var column = filter + (x * tapPitch);
            FilterLine(
                TVector.Load(column),
                TVector.Load(column + (Taps * tapPitch)),
                TVector.Load(column + (2 * Taps * tapPitch)),
                half + (x * count),
                Taps * count);
        }

        for (var y = 0; y < Inputs; y++)
        {
            var line = half + (y * Taps * count);
            FilterLine(
                TVector.Load(line),
                TVector.Load(line + count),
                TVector.Load(line + (2 * count)),
                target + (y * Inputs * pointPitch),
                pointPitch);
        }
    }

    /// <summary>Bᵀ d B of one tile.</summary>
    /// <param name="pixels">The tile's 36 pixels.</param>
    /// <param name="channels">Channels of a pixel, a multiple of the vector's length.</param>
    /// <param name="target">Where the first point goes.</param>
    /// <param name="pointPitch">Floats from one point to the next.</param>
    [SkipLocalsInit]
    public static void Input<TVector>(float** pixels, int channels, float* target, nint pointPitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var half = stackalloc float[Points * MostLanes];
        var count = TVector.Count;
        for (var c = 0; c < channels; c += count)
        {
            for (var y = 0; y < Inputs; y++)
            {
                var line = pixels + (y * Inputs);
                InputLine(
                    TVector.Load(line[0] + c),
                    TVector.Load(line[1] + c),
                    TVector.Load(line[2] + c),
                    TVector.Load(line[3] + c),
                    TVector.Load(line[4] + c),
                    TVector.Load(line[5] + c),
                    half + (y * Inputs * count),
                    count);
            }

            for (var x = 0; x < Inputs; x++)
            {
                var column = half + (x * count);
                var pitch = Inputs * count;
                InputLine(
                    TVector.Load(column),
                    TVector.Load(column + pitch),
                    TVector.Load(column + (2 * pitch)),
                    TVector.Load(column + (3 * pitch)),
                    TVector.Load(column + (4 * pitch)),
                    TVector.Load(column + (5 * pitch)),
                    target + (x * pointPitch) + c,
                    Inputs * pointPitch);
            }
        }
    }

    /// <summary>Aᵀ m A of one tile and one vector of channels.</summary>
    /// <param name="products">The first point.</param>
    /// <param name="pointPitch">Floats from one point to the next.</param>
    /// <param name="outputs">16 vectors, line by line.</param>
    [SkipLocalsInit]
    public static void Output<TVector>(float* products, nint pointPitch, float* outputs)
        where TVector : struct, IFloatVector<TVector>
    {
        var half = stackalloc float[Outputs * Inputs * MostLanes];
        var count = TVector.Count;
        for (var x = 0; x < Inputs; x++)
        {
            var column = products + (x * pointPitch);
            var pitch = Inputs * pointPitch;
            OutputLine(
                TVector.Load(column),
                TVector.Load(column + pitch),
                TVector.Load(column + (2 * pitch)),
                TVector.Load(column + (3 * pitch)),
                TVector.Load(column + (4 * pitch)),
                TVector.Load(column + (5 * pitch)),
                half + (x * count),
                Inputs * count);
        }

        for (var y = 0; y < Outputs; y++)
        {
            var line = half + (y * Inputs * count);
            OutputLine(
                TVector.Load(line),
                TVector.Load(line + count),
                TVector.Load(line + (2 * count)),
                TVector.Load(line + (3 * count)),
                TVector.Load(line + (4 * count)),
                TVector.Load(line + (5 * count)),
                outputs + (y * Outputs * count),
                count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FilterLine<TVector>(TVector g0, TVector g1, TVector g2, float* target, nint pitch)
        where TVector : struct, IFloatVector<TVector>
    {
        // Divided by the products of the differences between a point and the others.
        const double NormZero = (double)A2 * B2;
        const double NormA = 2.0 * A2 * (A2 - B2);
        const double NormB = 2.0 * B2 * (B2 - A2);
        var zero = TVector.Create(0);
        var evenA = Scale(1 / NormA, g0, Scale(A2 / NormA, g2, zero));
        var evenB = Scale(1 / NormB, g0, Scale(B2 / NormB, g2, zero));
        Scale(1 / NormZero, g0, zero).Store(target);
        Scale(A / NormA, g1, evenA).Store(target + pitch);
        Scale(-A / NormA, g1, evenA).Store(target + (2 * pitch));
        Scale(B / NormB, g1, evenB).Store(target + (3 * pitch));
        Scale(-B / NormB, g1, evenB).Store(target + (4 * pitch));
        g2.Store(target + (5 * pitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InputLine<TVector>(TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* target, nint pitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var evenA = Scale(-B2, d2, d4);
        var oddA = Scale(-B2, d1, d3);
        var evenB = Scale(-A2, d2, d4);
        var oddB = Scale(-A2, d1, d3);
        Scale(A2 * B2, d0, Scale(-(A2 + B2), d2, d4)).Store(target);
        Scale(A, oddA, evenA).Store(target + pitch);
        Scale(-A, oddA, evenA).Store(target + (2 * pitch));
        Scale(B, oddB, evenB).Store(target + (3 * pitch));
        Scale(-B, oddB, evenB).Store(target + (4 * pitch));
        Scale(A2 * B2, d1, Scale(-(A2 + B2), d3, d5)).Store(target + (5 * pitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputLine<TVector>(TVector m0, TVector m1, TVector m2, TVector m3, TVector m4, TVector m5, float* target, nint pitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var zero = TVector.Create(0);
        var (sumA, differenceA) = (m1 + m2, m1 - m2);
        var (sumB, differenceB) = (m3 + m4, m3 - m4);
        (m0 + (sumA + sumB)).Store(target);
        Scale(A, differenceA, Scale(B, differenceB, zero)).Store(target + pitch);
        Scale(A2, sumA, Scale(B2, sumB, zero)).Store(target + (2 * pitch));
        Scale(A2 * A, differenceA, Scale(B2 * B, differenceB, m5)).Store(target + (3 * pitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Scale<TVector>(double factor, TVector value, TVector addend)
        where TVector : struct, IFloatVector<TVector> => TVector.MultiplyAdd(TVector.Create((float)factor), value, addend);
}
