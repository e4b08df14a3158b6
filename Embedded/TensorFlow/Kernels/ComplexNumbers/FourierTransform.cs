using System.Numerics;

namespace Embedded.TensorFlow.Kernels.ComplexNumbers;

/// <summary>
/// Discrete Fourier transforms of any length in O(n log n): powers of two by halving, other lengths as a convolution of
/// chirps (Bluestein) that is itself done with powers of two.
/// </summary>
internal static class FourierTransform
{
    /// <summary>Transforms in place; the inverse divides by the length.</summary>
    public static void Run(Span<Complex> values, bool inverse)
    {
        if (values.Length < 2)
        {
            return;
        }

        if (BitOperations.IsPow2(values.Length))
        {
            Halving(values, inverse);
        }
        else
        {
            Chirp(values, inverse);
        }

        if (inverse)
        {
            foreach (ref var value in values)
            {
                value /= values.Length;
            }
        }
    }

    private static void Halving(Span<Complex> values, bool inverse)
    {
        var n = values.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            var bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (values[i], values[j]) = (values[j], values[i]);
            }
        }

        var roots = new Complex[n / 2];
        for (var i = 0; i < roots.Length; i++)
        {
            roots[i] = Root(i, n, inverse);
        }

        for (var size = 2; size <= n; size <<= 1)
        {
            var (half, step) = (size / 2, n / size);
            for (var start = 0; start < n; start += size)
            {
                for (var i = 0; i < half; i++)
                {
                    var (a, b) = (values[start + i], values[start + i + half] * roots[i * step]);
                    (values[start + i], values[start + i + half]) = (a + b, a - b);
                }
            }
        }
    }

    private static void Chirp(Span<Complex> values, bool inverse)
    {
        var n = values.Length;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)((2 * n) - 1));
        var chirp = new Complex[n];
        for (var i = 0; i < n; i++)
        {
            // i² mod 2n keeps the angle small, where sine and cosine are exact.
            chirp[i] = Root((long)i * i % (2L * n), 2L * n, inverse);
        }

        var (signal, filter) = (new Complex[size], new Complex[size]);
        for (var i = 0; i < n; i++)
        {
            signal[i] = values[i] * chirp[i];
            filter[i] = Complex.Conjugate(chirp[i]);
            filter[(size - i) % size] = filter[i];
        }

        Halving(signal, false);
        Halving(filter, false);
        for (var i = 0; i < size; i++)
        {
            signal[i] *= filter[i];
        }

        Halving(signal, true);
        for (var i = 0; i < n; i++)
        {
            values[i] = signal[i] / size * chirp[i];
        }
    }

    private static Complex Root(long index, long length, bool inverse)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * index / length);
        return new Complex(cosine, inverse ? sine : -sine);
    }
}
