using System.Numerics;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>
/// Functions whose plain formulas lose all digits near zero: .NET computes e^x - 1 and log(1 + x) just so, and TensorFlow does
/// not. TensorFlow also takes subnormal floats as zero, which shows where a function jumps there.
/// </summary>
internal static class NearZero
{
    // Activations go through this: a float needs no double.
    public static T Expm1<T>(T x) where T : IFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? T.CreateTruncating(Expm1(float.CreateTruncating(x)))
        : T.CreateTruncating(Expm1(double.CreateTruncating(x)));

    public static T Log1p<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Log1p(double.CreateTruncating(x)));

    private static float Expm1(float x)
    {
        if (MathF.Abs(x) > 0.35f || float.IsNaN(x))
        {
            return MathF.Exp(x) - 1;
        }

        // Taylor's series; what is left out is below the last digit.
        var sum = 1 / 5040f;
        foreach (var coefficient in (ReadOnlySpan<float>)[1 / 720f, 1 / 120f, 1 / 24f, 1 / 6f, 1 / 2f, 1])
        {
            sum = (sum * x) + coefficient;
        }

        return sum * x;
    }

    // Kahan's corrections: the rounding error of e^x cancels against that of its logarithm.
    public static double Expm1(double x)
    {
        var power = Math.Exp(x);
        return power == 1 ? x : power - 1 == -1 ? -1 : double.IsInfinity(power) || double.IsNaN(power) || Math.Abs(x) > 1 ? power - 1 : (power - 1) * x / Math.Log(power);
    }

    public static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : double.IsInfinity(sum) || double.IsNaN(sum) || sum <= 0 ? Math.Log(sum) : Math.Log(sum) * x / (sum - 1);
    }

    /// <summary>Zero instead of a subnormal float.</summary>
    public static T Flush<T>(T x) where T : unmanaged, INumber<T> => x is float and > -1.17549435E-38f and < 1.17549435E-38f ? T.Zero : x;
}
