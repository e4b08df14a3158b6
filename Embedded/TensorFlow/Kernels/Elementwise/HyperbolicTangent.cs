using System.Numerics;
using System.Runtime.InteropServices;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>
/// tanh. For floats the rational approximation that TensorFlow's Eigen uses: it keeps the relative precision near zero, where
/// forms with e^x lose it, and needs no exponential.
/// </summary>
internal readonly struct HyperbolicTangent : IFloatingFunction
{
    // Beyond, the approximation rounds to 1.
    private const float Bound = 7.90531110763549805f;

    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            Floats(MemoryMarshal.Cast<T, float>(x), MemoryMarshal.Cast<T, float>(y));
            return;
        }

        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.Tanh(x[i]);
        }
    }

    private static void Floats(ReadOnlySpan<float> x, Span<float> y)
    {
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Approximate(new Vector<float>(x[i..])).CopyTo(y[i..]);
        }

        if (i < x.Length)
        {
            Span<float> rest = stackalloc float[Vector<float>.Count];
            rest.Clear();
            x[i..].CopyTo(rest);
            Approximate(new Vector<float>(rest)).CopyTo(rest);
            rest[..(x.Length - i)].CopyTo(y[i..]);
        }
    }

    private static Vector<float> Approximate(Vector<float> x)
    {
        var clamped = Vector.Min(Vector.Max(x, new Vector<float>(-Bound)), new Vector<float>(Bound));
        var square = clamped * clamped;
        var over = new Vector<float>(-2.76076847742355e-16f);
        foreach (var coefficient in (ReadOnlySpan<float>)[2.00018790482477e-13f, -8.60467152213735e-11f, 5.12229709037114e-08f, 1.48572235717979e-05f, 6.37261928875436e-04f, 4.89352455891786e-03f])
        {
            over = (over * square) + new Vector<float>(coefficient);
        }

        var under = new Vector<float>(1.19825839466702e-06f);
        foreach (var coefficient in (ReadOnlySpan<float>)[1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f])
        {
            under = (under * square) + new Vector<float>(coefficient);
        }

        var isTiny = Vector.LessThan(Vector.Abs(x), new Vector<float>(0.0004f));
        return Vector.ConditionalSelect(isTiny | ~Vector.Equals(x, x), x, clamped * over / under);
    }
}
