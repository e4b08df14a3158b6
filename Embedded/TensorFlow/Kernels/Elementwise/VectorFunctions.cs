using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Transcendental functions of float vectors, to a few units in the last place.</summary>
internal static class VectorFunctions
{
    /// <summary>e^x: whole powers of two by the exponent, the rest by a polynomial (Cephes' expf).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector>(TVector x) where TVector : struct, IFloatVector<TVector>
    {
        // Beyond, the result is infinite or zero anyway, and the exponents below would overflow.
        x = TVector.Clamp(TVector.Create(-104f), TVector.Create(89f), x);
        var power = TVector.Round(x * TVector.Create(1.44269504f));

        // ln 2 in two parts: the first has few digits, so that its product is exact.
        var rest = TVector.MultiplyAdd(power, TVector.Create(-0.693359375f), x);
        rest = TVector.MultiplyAdd(power, TVector.Create(2.12194440e-4f), rest);
        var sum = TVector.MultiplyAdd(TVector.Create(1.9875691500e-4f), rest, TVector.Create(1.3981999507e-3f));
        sum = TVector.MultiplyAdd(sum, rest, TVector.Create(8.3334519073e-3f));
        sum = TVector.MultiplyAdd(sum, rest, TVector.Create(4.1665795894e-2f));
        sum = TVector.MultiplyAdd(sum, rest, TVector.Create(1.6666665459e-1f));
        sum = TVector.MultiplyAdd(sum, rest, TVector.Create(5.0000001201e-1f));
        sum = TVector.MultiplyAdd(sum, rest * rest, rest + TVector.Create(1f));

        // In two steps: 2^128 and powers below 2^-126 are no floats.
        var half = TVector.Round(power * TVector.Create(0.5f));
        return sum * TVector.PowerOfTwo(half) * TVector.PowerOfTwo(power - half);
    }

    /// <summary>The complementary error function, by Chebyshev's approximation of Numerical Recipes: relative precision on both sides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erfc<TVector>(TVector x) where TVector : struct, IFloatVector<TVector>
    {
        var one = TVector.Create(1f);

        // Beyond 11 the result is 2 or no float, and the square of infinity would spoil it.
        var size = TVector.Clamp(TVector.Create(0f), TVector.Create(11f), TVector.Max(x, TVector.Create(0f) - x));
        var t = one / TVector.MultiplyAdd(TVector.Create(0.5f), size, one);
        var sum = TVector.MultiplyAdd(TVector.Create(0.17087277f), t, TVector.Create(-0.82215223f));
        sum = TVector.MultiplyAdd(sum, t, TVector.Create(1.48851587f));
        sum = TVector.MultiplyAdd(sum, t, TVector.Create(-1.13520398f));
        sum = TVector.MultiplyAdd(sum, t, TVector.Create(0.27886807f));
        sum = TVector.MultiplyAdd(sum, t, TVector.Create(-0.18628806f));
        sum = TVector.MultiplyAdd(sum, t, TVector.Create(0.09678418f));
        sum = TVector.MultiplyAdd(sum, t, TVector.Create(0.37409196f));
        sum = TVector.MultiplyAdd(sum, t, TVector.Create(1.00002368f));
        sum = TVector.MultiplyAdd(sum, t, TVector.Create(-1.26551223f));

        // Rounding errors of the exponent, small beside itself, are not beside 1: those of the square and of the difference are made good.
        var square = size * size;
        var exponent = sum - square;
        var lost = TVector.MultiplyAdd(size, size, TVector.Create(0f) - square);
        lost = (sum - (exponent + square)) - lost;
        var tail = t * Exp(exponent) * (one + lost);
        return TVector.WhereNegative(x, TVector.Create(2f) - tail, tail);
    }

    /// <summary>The error function, by the rational approximation of Eigen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Erf<TVector>(TVector x) where TVector : struct, IFloatVector<TVector>
    {
        x = TVector.Clamp(TVector.Create(-4f), TVector.Create(4f), x);
        var square = x * x;
        var over = TVector.MultiplyAdd(TVector.Create(-2.72614225801306e-10f), square, TVector.Create(2.77068142495902e-08f));
        over = TVector.MultiplyAdd(over, square, TVector.Create(-2.10102402082508e-06f));
        over = TVector.MultiplyAdd(over, square, TVector.Create(-5.69250639462346e-05f));
        over = TVector.MultiplyAdd(over, square, TVector.Create(-7.34990630326855e-04f));
        over = TVector.MultiplyAdd(over, square, TVector.Create(-2.95459980854025e-03f));
        over = TVector.MultiplyAdd(over, square, TVector.Create(-1.60960333262415e-02f));
        var under = TVector.MultiplyAdd(TVector.Create(-1.45660718464996e-05f), square, TVector.Create(-2.13374055278905e-04f));
        under = TVector.MultiplyAdd(under, square, TVector.Create(-1.68282697438203e-03f));
        under = TVector.MultiplyAdd(under, square, TVector.Create(-7.37332916720468e-03f));
        under = TVector.MultiplyAdd(under, square, TVector.Create(-1.42647390514189e-02f));
        return x * over / under;
    }

    /// <summary>tanh by e^-2|x|; precise where the result is not close to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TVector>(TVector x) where TVector : struct, IFloatVector<TVector>
    {
        var one = TVector.Create(1f);
        var decay = Exp(TVector.Max(x, TVector.Create(0f) - x) * TVector.Create(-2f));
        var result = (one - decay) / (one + decay);
        return TVector.WhereNegative(x, TVector.Create(0f) - result, result);
    }
}

internal readonly struct VectorErf : IVectorFunction
{
    public static TVector Apply<TVector>(TVector x) where TVector : struct, IFloatVector<TVector> => VectorFunctions.Erf(x);
}

internal readonly struct VectorErfc : IVectorFunction
{
    public static TVector Apply<TVector>(TVector x) where TVector : struct, IFloatVector<TVector> => VectorFunctions.Erfc(x);
}

internal readonly struct VectorExp : IVectorFunction
{
    public static TVector Apply<TVector>(TVector x) where TVector : struct, IFloatVector<TVector> => VectorFunctions.Exp(x);
}
