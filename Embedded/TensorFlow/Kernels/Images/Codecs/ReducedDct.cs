namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>A block straight to 4 × 4, 2 × 2 or 1 × 1 samples, which is how libjpeg scales pictures down while it decodes.</summary>
internal static class ReducedDct
{
    /// <param name="size">4, 2 or 1 samples across.</param>
    /// <param name="block">Coefficients, natural order.</param>
    /// <param name="table">Quantisation.</param>
    /// <param name="output">Samples.</param>
    /// <param name="stride">Distance between rows of the output.</param>
    public static void Run(int size, ReadOnlySpan<short> block, int[] table, Span<byte> output, int stride)
    {
        Span<int> work = stackalloc int[64];
        for (var i = 0; i < 64; i++)
        {
            work[i] = block[i] * table[i];
        }

        switch (size)
        {
            case 4:
                Four(work, output, stride);
                break;
            case 2:
                Two(work, output, stride);
                break;
            default:
                output[0] = Sample((work[0] + 4) >> 3);
                break;
        }
    }

    private static void Four(Span<int> work, Span<byte> output, int stride)
    {
        Span<int> columns = stackalloc int[32];
        for (var c = 0; c < 8; c++)
        {
            // Column 4 has no part in the second step.
            if (c != 4)
            {
                FourLine(work[c..], 8, columns[c..], 8, 12);
            }
        }

        Span<int> line = stackalloc int[4];
        for (var row = 0; row < 4; row++)
        {
            FourLine(columns[(row * 8)..], 1, line, 1, 19);
            for (var i = 0; i < 4; i++)
            {
                output[(row * stride) + i] = Sample(line[i]);
            }
        }
    }

    private static void FourLine(ReadOnlySpan<int> x, int step, Span<int> y, int yStep, int shift)
    {
        var dc = x[0] << 14;
        var even = (x[2 * step] * 15137) + (x[6 * step] * -6270);
        var (t10, t12) = (dc + even, dc - even);
        var (z1, z2, z3, z4) = (x[7 * step], x[5 * step], x[3 * step], x[step]);
        var t0 = (z1 * -1730) + (z2 * 11893) + (z3 * -17799) + (z4 * 8697);
        var t2 = (z1 * -4176) + (z2 * -4926) + (z3 * 7373) + (z4 * 20995);
        var half = 1 << (shift - 1);
        (y[0], y[3 * yStep]) = ((t10 + t2 + half) >> shift, (t10 - t2 + half) >> shift);
        (y[yStep], y[2 * yStep]) = ((t12 + t0 + half) >> shift, (t12 - t0 + half) >> shift);
    }

    private static void Two(Span<int> work, Span<byte> output, int stride)
    {
        Span<int> columns = stackalloc int[16];
        for (var c = 0; c < 8; c++)
        {
            if (c is 0 or 1 or 3 or 5 or 7)
            {
                TwoLine(work[c..], 8, columns[c..], 8, 13);
            }
        }

        Span<int> line = stackalloc int[2];
        for (var row = 0; row < 2; row++)
        {
            TwoLine(columns[(row * 8)..], 1, line, 1, 20);
            (output[row * stride], output[(row * stride) + 1]) = (Sample(line[0]), Sample(line[1]));
        }
    }

    private static void TwoLine(ReadOnlySpan<int> x, int step, Span<int> y, int yStep, int shift)
    {
        var dc = x[0] << 15;
        var odd = (x[7 * step] * -5906) + (x[5 * step] * 6967) + (x[3 * step] * -10426) + (x[step] * 29692);
        var half = 1 << (shift - 1);
        (y[0], y[yStep]) = ((dc + odd + half) >> shift, (dc - odd + half) >> shift);
    }

    private static byte Sample(int value) => (byte)Math.Clamp(value + 128, 0, 255);
}
