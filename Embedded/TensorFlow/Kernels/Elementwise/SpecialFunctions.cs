namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Functions of statistics in double precision; the callers round once.</summary>
internal static class SpecialFunctions
{
    // Lanczos' approximation with g = 7 and nine terms: some 15 digits.
    private static readonly double[] s_lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    // B(2k) / 2k of Bernoulli's numbers, for the asymptotic series of digamma.
    private static readonly double[] s_bernoulli = [1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12];

    /// <summary>log |gamma(x)|.</summary>
    public static double LogGamma(double x)
    {
        if (double.IsInfinity(x))
        {
            return double.PositiveInfinity;
        }

        if (x < 0.5)
        {
            return x == Math.Floor(x) ? double.PositiveInfinity : Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LogGamma(1 - x);
        }

        var (sum, t) = (s_lanczos[0], x + 6.5);
        for (var i = 1; i < s_lanczos.Length; i++)
        {
            sum += s_lanczos[i] / (x + i - 1);
        }

        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>The derivative of log gamma.</summary>
    public static double Digamma(double x)
    {
        if (x <= 0)
        {
            return x == Math.Floor(x) ? double.NaN : Digamma(1 - x) - (Math.PI / Math.Tan(Math.PI * x));
        }

        var result = 0.0;
        for (; x < 10; x++)
        {
            result -= 1 / x;
        }

        var (square, power) = (1 / (x * x), 1 / (x * x));
        result += Math.Log(x) - (0.5 / x);
        foreach (var coefficient in s_bernoulli)
        {
            result -= coefficient * power;
            power *= square;
        }

        return result;
    }

    /// <summary>The argument at which erf gives <paramref name="x"/>: an estimate (Giles 2010), then Newton steps.</summary>
    public static double InverseErf(double x)
    {
        if (!(Math.Abs(x) < 1))
        {
            return Math.Abs(x) == 1 ? double.CopySign(double.PositiveInfinity, x) : double.NaN;
        }

        var w = Math.Log((1 - x) * (1 + x));
        var half = (2 / (Math.PI * 0.147)) + (w / 2);
        var y = double.CopySign(Math.Sqrt(Math.Sqrt((half * half) - (w / 0.147)) - half), x);
        for (var i = 0; i < 3 && y != 0; i++)
        {
            // Near the ends the complement keeps the digits that 1 - erf would lose.
            var error = Math.Abs(x) < 0.5 ? ErrorFunction.Erf(y) - x : Math.Sign(x) * (1 - Math.Abs(x) - ErrorFunction.Erfc(Math.Abs(y)));
            var step = error / (2 / Math.Sqrt(Math.PI) * Math.Exp(-y * y));
            y -= step / (1 + (y * step));
        }

        return y;
    }

    /// <summary>Quantile of the normal distribution.</summary>
    public static double NormalQuantile(double p) => Math.Sqrt(2) * InverseErf((2 * p) - 1);

    /// <summary>Sum of 1 / (q + n)^x over n from 0 on: Hurwitz' zeta function.</summary>
    public static double Zeta(double x, double q)
    {
        if (x <= 1 || (q <= 0 && q == Math.Floor(q)))
        {
            return x < 1 ? double.NaN : double.PositiveInfinity;
        }

        var sum = 0.0;
        for (; q < 12; q++)
        {
            sum += Math.Pow(q, -x);
        }

        // Euler-Maclaurin: the tail is an integral and corrections by Bernoulli's numbers.
        sum += (Math.Pow(q, 1 - x) / (x - 1)) + (0.5 * Math.Pow(q, -x));
        var (term, k) = (x * Math.Pow(q, -x - 1), 1.0);
        foreach (var b in (ReadOnlySpan<double>)[1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000])
        {
            sum += b * term;
            term *= (x + k) * (x + k + 1) / (q * q);
            k += 2;
        }

        return sum;
    }

    public static double Polygamma(double n, double x) => n < 0 || n != Math.Floor(n) ? double.NaN
        : n == 0 ? Digamma(x)
        : (n % 2 == 0 ? -1 : 1) * Math.Exp(LogGamma(n + 1)) * Zeta(n + 1, x);

    /// <summary>Regularised lower incomplete gamma function.</summary>
    public static double GammaP(double a, double x)
    {
        if (!(x >= 0) || !(a >= 0) || (a == 0 && x == 0))
        {
            return double.NaN;
        }

        return x == 0 ? 0 : a == 0 || double.IsInfinity(x) ? 1 : x < a + 1 ? GammaSeries(a, x) : 1 - GammaFraction(a, x);
    }

    public static double GammaQ(double a, double x) => x >= a + 1 && !double.IsInfinity(x) && a > 0 ? GammaFraction(a, x) : 1 - GammaP(a, x);

    /// <summary>Modified Bessel function of the first kind, order 0 or 1, times e^-|x|.</summary>
    public static double ScaledBessel(double x, int order)
    {
        if (Math.Abs(x) > 500)
        {
            // Far out the asymptotic series is exact after four terms.
            var (mu, z) = (4.0 * order * order, 8 * Math.Abs(x));
            var series = 1 - ((mu - 1) / z) + ((mu - 1) * (mu - 9) / (2 * z * z)) - ((mu - 1) * (mu - 9) * (mu - 25) / (6 * z * z * z));
            return series / Math.Sqrt(2 * Math.PI * Math.Abs(x)) * (order == 1 && x < 0 ? -1 : 1);
        }

        // The mean of e^(x cos t - |x|) cos(order t): the trapezoid rule converges faster than any power for a periodic function.
        var steps = 64 + (int)Math.Min(4000, 8 * Math.Sqrt(Math.Abs(x)));
        var sum = 0.0;
        for (var i = 0; i < steps; i++)
        {
            var cosine = Math.Cos(2 * Math.PI * i / steps);
            sum += Math.Exp((x * cosine) - Math.Abs(x)) * (order == 0 ? 1 : cosine);
        }

        return sum / steps;
    }

    private static double GammaSeries(double a, double x)
    {
        var (sum, term, n) = (1 / a, 1 / a, a);
        for (var i = 0; i < 10_000 && Math.Abs(term) > Math.Abs(sum) * 1e-17; i++)
        {
            term *= x / ++n;
            sum += term;
        }

        return sum * Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
    }

    // Lentz' evaluation of the continued fraction.
    private static double GammaFraction(double a, double x)
    {
        const double tiny = 1e-300;
        var (b, c) = (x + 1 - a, 1 / tiny);
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < 10_000; i++)
        {
            var an = -i * (i - a);
            b += 2;
            d = 1 / NotZero((an * d) + b);
            c = NotZero(b + (an / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
            {
                break;
            }
        }

        return h * Math.Exp((a * Math.Log(x)) - x - LogGamma(a));

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }
}
