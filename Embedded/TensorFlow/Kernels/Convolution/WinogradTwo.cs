// Pointers: see IWinogradLine.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>
/// F(2, 3): in two dimensions 16 products give the four outputs that take 36 by definition. The points 0, ±1, ∞ cost next to no rounding.
/// </summary>
internal readonly unsafe struct WinogradTwo : IWinogradLine
{
    /// <inheritdoc/>
    public static int Outputs => 2;

    /// <inheritdoc/>
    public static int Inputs => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter<TVector>(float* source, nint sourcePitch, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var half = TVector.Create(0.5f);
        var g0 = TVector.Load(source);
        var g1 = half * TVector.Load(source + sourcePitch);
        var g2 = TVector.Load(source + (2 * sourcePitch));
        var even = half * (g0 + g2);
        g0.Store(target);
        (even + g1).Store(target + targetPitch);
        (even - g1).Store(target + (2 * targetPitch));
        g2.Store(target + (3 * targetPitch));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TVector>(float** pixels, int channel, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector> => Input(
        TVector.Load(pixels[0] + channel),
        TVector.Load(pixels[1] + channel),
        TVector.Load(pixels[2] + channel),
        TVector.Load(pixels[3] + channel),
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
        target,
        targetPitch);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TVector>(float* source, nint sourcePitch, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var m1 = TVector.Load(source + sourcePitch);
        var m2 = TVector.Load(source + (2 * sourcePitch));
        (TVector.Load(source) + (m1 + m2)).Store(target);
        ((m1 - m2) + TVector.Load(source + (3 * sourcePitch))).Store(target + targetPitch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Input<TVector>(TVector d0, TVector d1, TVector d2, TVector d3, float* target, nint pitch)
        where TVector : struct, IFloatVector<TVector>
    {
        (d0 - d2).Store(target);
        (d1 + d2).Store(target + pitch);
        (d2 - d1).Store(target + (2 * pitch));
        (d3 - d1).Store(target + (3 * pitch));
    }
}
