namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>
/// Coefficients of a block back to samples. The integer arithmetic is that of libjpeg, step by step, since the rounding shows in
/// the pixels: TensorFlow's default is the fast variant, whose constants have eight bits.
/// </summary>
internal static class InverseDct
{
    // Scale factors of the AAN algorithm, 14 bits: products of cosines, for row times column.
    private static readonly double[] s_aan =
        [1.0, 1.387039845, 1.306562965, 1.175875602, 1.0, 0.785694958, 0.541196100, 0.275899379];

    public static int[] FastTable(int[] quantization)
    {
        var table = new int[64];
        for (var i = 0; i < 64; i++)
        {
            var scale = (int)Math.Round(s_aan[i / 8] * s_aan[i % 8] * (1 << 14));
            table[i] = ((quantization[i] * scale) + (1 << 11)) >> 12;
        }

        return table;
    }

    /// <summary>The fast variant.</summary>
    /// <param name="block">Coefficients, natural order.</param>
    /// <param name="table">From <see cref="FastTable"/>.</param>
    /// <param name="output">Samples.</param>
    /// <param name="stride">Distance between rows of the output.</param>
    public static void Fast(ReadOnlySpan<short> block, int[] table, Span<byte> output, int stride)
    {
        Span<int> work = stackalloc int[64];
        for (var i = 0; i < 64; i++)
        {
            work[i] = block[i] * table[i];
        }

        for (var column = 0; column < 8; column++)
        {
            FastLine(work[column..], 8);
        }

        for (var row = 0; row < 8; row++)
        {
            FastLine(work[(row * 8)..], 1);
            for (var i = 0; i < 8; i++)
            {
                output[(row * stride) + i] = Sample(work[(row * 8) + i] >> 5);
            }
        }
    }

    private static void FastLine(Span<int> line, int step)
    {
        var (even0, even1) = (line[0] + line[4 * step], line[0] - line[4 * step]);
        var even3 = line[2 * step] + line[6 * step];
        var even2 = (((line[2 * step] - line[6 * step]) * 362) >> 8) - even3;
        var (t0, t3, t1, t2) = (even0 + even3, even0 - even3, even1 + even2, even1 - even2);
        var (z13, z10) = (line[5 * step] + line[3 * step], line[5 * step] - line[3 * step]);
        var (z11, z12) = (line[step] + line[7 * step], line[step] - line[7 * step]);
        var t7 = z11 + z13;
        var z5 = ((z10 + z12) * 473) >> 8;
        var t6 = ((z10 * -669) >> 8) + z5 - t7;
        var t5 = (((z11 - z13) * 362) >> 8) - t6;
        var t4 = ((z12 * 277) >> 8) - z5 + t5;
        (line[0], line[7 * step]) = (t0 + t7, t0 - t7);
        (line[step], line[6 * step]) = (t1 + t6, t1 - t6);
        (line[2 * step], line[5 * step]) = (t2 + t5, t2 - t5);
        (line[4 * step], line[3 * step]) = (t3 + t4, t3 - t4);
    }

    /// <summary>The accurate variant.</summary>
    /// <inheritdoc cref="Fast"/>
    public static void Accurate(ReadOnlySpan<short> block, int[] table, Span<byte> output, int stride)
    {
        Span<int> work = stackalloc int[64];
        for (var i = 0; i < 64; i++)
        {
            work[i] = block[i] * table[i];
        }

        for (var column = 0; column < 8; column++)
        {
            AccurateLine(work[column..], 8, 11);
        }

        for (var row = 0; row < 8; row++)
        {
            AccurateLine(work[(row * 8)..], 1, 18);
            for (var i = 0; i < 8; i++)
            {
                output[(row * stride) + i] = Sample(work[(row * 8) + i]);
            }
        }
    }

    private static void AccurateLine(Span<int> line, int step, int shift)
    {
        var z1 = (line[2 * step] + line[6 * step]) * 4433;
        var (even2, even3) = (z1 - (line[6 * step] * 15137), z1 + (line[2 * step] * 6270));
        var (even0, even1) = ((line[0] + line[4 * step]) << 13, (line[0] - line[4 * step]) << 13);
        var (t10, t13, t11, t12) = (even0 + even3, even0 - even3, even1 + even2, even1 - even2);
        var (o0, o1, o2, o3) = (line[7 * step], line[5 * step], line[3 * step], line[step]);
        var z5 = (o0 + o2 + o1 + o3) * 9633;
        var (a, b) = ((o0 + o3) * -7373, (o1 + o2) * -20995);
        var (c, d) = (((o0 + o2) * -16069) + z5, ((o1 + o3) * -3196) + z5);
        o0 = (o0 * 2446) + a + c;
        o1 = (o1 * 16819) + b + d;
        o2 = (o2 * 25172) + b + c;
        o3 = (o3 * 12299) + a + d;
        var half = 1 << (shift - 1);
        (line[0], line[7 * step]) = ((t10 + o3 + half) >> shift, (t10 - o3 + half) >> shift);
        (line[step], line[6 * step]) = ((t11 + o2 + half) >> shift, (t11 - o2 + half) >> shift);
        (line[2 * step], line[5 * step]) = ((t12 + o1 + half) >> shift, (t12 - o1 + half) >> shift);
        (line[3 * step], line[4 * step]) = ((t13 + o0 + half) >> shift, (t13 - o0 + half) >> shift);
    }

    private static byte Sample(int value) => (byte)Math.Clamp(value + 128, 0, 255);
}
