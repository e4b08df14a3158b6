// Pointers: see IWinogradLine.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>
/// F(4, 3): in two dimensions 36 products give the 16 outputs that take 144 by definition. The matrices are those of Toom and Cook for the
/// points 0, ±5/8, ±3/2, ∞: the usual ±1, ±2 more than double the rounding error, and these are exact in binary.
/// </summary>
internal readonly unsafe struct WinogradFour : IWinogradLine
{
    private const float A = 5f / 8;
    private const float A2 = A * A;
    private const float B = 3f / 2;
    private const float B2 = B * B;

    /// <inheritdoc/>
    public static int Outputs => 4;

    /// <inheritdoc/>
    public static int Inputs => 6;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter<TVector>(float* source, nint sourcePitch, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector>
    {
        // Divided by the products of the differences between a point and the others.
        const double NormZero = (double)A2 * B2;
        const double NormA = 2.0 * A2 * (A2 - B2);
        const double NormB = 2.0 * B2 * (B2 - A2);
        var g0 = TVector.Load(source);
        var g1 = TVector.Load(source + sourcePitch);
        var g2 = TVector.Load(source + (2 * sourcePitch));
        var zero = TVector.Create(0);
        var evenA = Scale(1 / NormA, g0, Scale(A2 / NormA, g2, zero));
        var evenB = Scale(1 / NormB, g0, Scale(B2 / NormB, g2, zero));
        Scale(1 / NormZero, g0, zero).Store(target);
        Scale(A / NormA, g1, evenA).Store(target + targetPitch);
        Scale(-A / NormA, g1, evenA).Store(target + (2 * targetPitch));
        Scale(B / NormB, g1, evenB).Store(target + (3 * targetPitch));
        Scale(-B / NormB, g1, evenB).Store(target + (4 * targetPitch));
        g2.Store(target + (5 * targetPitch));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TVector>(float** pixels, int channel, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector> => Input(
        TVector.Load(pixels[0] + channel),
        TVector.Load(pixels[1] + channel),
        TVector.Load(pixels[2] + channel),
        TVector.Load(pixels[3] + channel),
        TVector.Load(pixels[4] + channel),
        TVector.Load(pixels[5] + channel),
        target,
        targetPitch);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TVector>(float* source, nint sourcePitch, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector> => Input(
        TVector.Load(source),
        TVector.Load(source + sourcePitch),
        TVector.Load(source + (2 * sourcePitch)),
        TVector.Load(source + (3 * sourcePitch)),
        TVector.Load(source + (4 * sourcePitch)),
        TVector.Load(source + (5 * sourcePitch)),
        target,
        targetPitch);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TVector>(float* source, nint sourcePitch, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var m1 = TVector.Load(source + sourcePitch);
        var m2 = TVector.Load(source + (2 * sourcePitch));
        var m3 = TVector.Load(source + (3 * sourcePitch));
        var m4 = TVector.Load(source + (4 * sourcePitch));
        var zero = TVector.Create(0);
        var (sumA, differenceA) = (m1 + m2, m1 - m2);
        var (sumB, differenceB) = (m3 + m4, m3 - m4);
        (TVector.Load(source) + (sumA + sumB)).Store(target);
        Scale(A, differenceA, Scale(B, differenceB, zero)).Store(target + targetPitch);
        Scale(A2, sumA, Scale(B2, sumB, zero)).Store(target + (2 * targetPitch));
        Scale(A2 * A, differenceA, Scale(B2 * B, differenceB, TVector.Load(source + (5 * sourcePitch)))).Store(target + (3 * targetPitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Input<TVector>(TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* target, nint pitch)
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
    private static TVector Scale<TVector>(double factor, TVector value, TVector addend)
        where TVector : struct, IFloatVector<TVector> => TVector.MultiplyAdd(TVector.Create((float)factor), value, addend);
}
