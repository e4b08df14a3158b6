using System.Numerics;
using System.Runtime.InteropServices;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>The Gauss error function and its complement, in double precision.</summary>
internal static class ErrorFunction
{
    // Below, the power series converges in some forty terms without cancellation that matters; above, the fraction does.
    private const double Border = 2.5;
    private const int FractionDepth = 60;

    public static double Erf(double x) => Math.Abs(x) < Border ? Series(x) : x > 0 ? 1 - Fraction(x) : Fraction(-x) - 1;

    public static double Erfc(double x) => x < -Border ? 2 - Fraction(-x) : x < Border ? 1 - Series(x) : Fraction(x);

    // 2/sqrt(pi) * sum of (-1)^n x^(2n+1) / (n! (2n+1)).
    private static double Series(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; n < 100 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return sum * (2 / Math.Sqrt(Math.PI));
    }

    // erfc for large x: e^(-x²)/sqrt(pi) / (x + 1/2 / (x + 1 / (x + 3/2 / (x + …)))).
    private static double Fraction(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x))
        {
            return double.IsNaN(x) ? x : 0;
        }

        var value = x;
        for (var k = FractionDepth; k >= 1; k--)
        {
            value = x + (k / 2.0 / value);
        }

        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * value);
    }
}

internal readonly struct Erf : IFloatingFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            FloatMap.Run<VectorErf>(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y), IntraOpPool.Serial);
            return;
        }

        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.CreateTruncating(ErrorFunction.Erf(double.CreateTruncating(x[i])));
        }
    }
}

internal readonly struct Erfc : IFloatingFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            FloatMap.Run<VectorErfc>(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y), IntraOpPool.Serial);
            return;
        }

        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.CreateTruncating(ErrorFunction.Erfc(double.CreateTruncating(x[i])));
        }
    }
}
