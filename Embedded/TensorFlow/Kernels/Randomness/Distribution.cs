namespace Embedded.TensorFlow.Kernels.Randomness;

/// <summary>Random bits to numbers of a distribution, bit for bit as TensorFlow does it on a CPU.</summary>
internal static class Distribution
{
    // Groups of four numbers that a group of truncated results may use up.
    private const ulong GroupsPerTruncated = 256;

    // Keeps the logarithm finite.
    private const float Least = 1e-7f;

    public static void Uniform(Philox generator, Tensor target)
    {
        Span<uint> bits = stackalloc uint[4];
        var per = target.DType == DataType.Double ? 2 : 4;
        for (var i = 0; i < target.ElementCount; i++)
        {
            if (i % per == 0)
            {
                generator.Next(bits);
            }

            switch (target.DType)
            {
                case DataType.Float:
                    target.Data<float>()[i] = Single(bits[i % 4]);
                    break;
                case DataType.Double:
                    target.Data<double>()[i] = Double(bits[2 * (i % 2)], bits[(2 * (i % 2)) + 1]);
                    break;
                case DataType.Half:
                    target.Data<Half>()[i] = BitConverter.UInt16BitsToHalf((ushort)((15 << 10) | (bits[i % 4] & 0x3ff))) - Half.One;
                    break;
                case DataType.BFloat16:
                    target.Data<BFloat16>()[i] = BFloat16.FromSingle(new BFloat16((ushort)((127 << 7) | (bits[i % 4] & 0x7f))).ToSingle() - 1);
                    break;
                default:
                    throw TypeDispatch.Unsupported(target.DType);
            }
        }
    }

    public static void Normal(Philox generator, Tensor target)
    {
        var isDouble = target.DType == DataType.Double;
        var values = new double[target.ElementCount];
        Span<uint> bits = stackalloc uint[4];
        for (var i = 0; i < values.Length; i += isDouble ? 2 : 4)
        {
            generator.Next(bits);
            if (isDouble)
            {
                var radius = Math.Sqrt(-2 * Math.Log(Math.Max(Double(bits[0], bits[1]), Least)));
                var (sine, cosine) = Math.SinCos(2 * Math.PI * Double(bits[2], bits[3]));
                Store(values, i, sine * radius, cosine * radius);
                continue;
            }

            for (var pair = 0; pair < 4; pair += 2)
            {
                var (x, y) = BoxMuller(bits[pair], bits[pair + 1]);
                Store(values, i + pair, x, y);
            }
        }

        Doubles.Write(values, target);
    }

    /// <summary>A normal distribution without what is further than two deviations from the mean.</summary>
    public static void TruncatedNormal(Philox generator, Tensor target)
    {
        var isDouble = target.DType == DataType.Double;
        var (values, per) = (new double[target.ElementCount], isDouble ? 2 : 4);
        for (var group = 0; group * per < values.Length; group++)
        {
            var own = generator;
            own.Skip((ulong)group * GroupsPerTruncated * (ulong)per / 4);
            var bits = new uint[4];
            for (int have = 0, at = 4; have < per;)
            {
                if (at == 4)
                {
                    own.Next(bits);
                    at = 0;
                }

                double x;
                double y;
                if (isDouble)
                {
                    var radius = Math.Sqrt(-2 * Math.Log(Math.Max(Double(bits[0], bits[1]), Least)));
                    var (sine, cosine) = Math.SinCos(2 * Math.PI * Double(bits[2], bits[3]));
                    (x, y, at) = (sine * radius, cosine * radius, 4);
                }
                else
                {
                    (x, y) = BoxMuller(bits[at], bits[at + 1]);
                    at += 2;
                }

                foreach (var value in (ReadOnlySpan<double>)[x, y])
                {
                    if (Math.Abs(value) < 2 && have < per)
                    {
                        Store(values, (group * per) + have++, value);
                    }
                }
            }
        }

        Doubles.Write(values, target);
    }

    /// <summary>Whole numbers from <paramref name="low"/> up to, not including, <paramref name="high"/>; all numbers when both are null.</summary>
    public static void Integers(Philox generator, Tensor target, long? low, long? high)
    {
        var isWide = target.DType is DataType.Int64 or DataType.UInt64;
        var range = low is null ? 0 : isWide ? (ulong)high!.Value - (ulong)low.Value : (uint)((uint)high!.Value - (uint)low.Value);
        if (low is not null && low >= high)
        {
            throw TensorFlowException.InvalidArgument($"Need minval < maxval, got {low} >= {high}");
        }

        Span<uint> bits = stackalloc uint[4];
        var per = isWide ? 2 : 4;
        for (var i = 0; i < target.ElementCount; i++)
        {
            if (i % per == 0)
            {
                generator.Next(bits);
            }

            var raw = isWide ? bits[2 * (i % 2)] | ((ulong)bits[(2 * (i % 2)) + 1] << 32) : bits[i % 4];
            var value = low is null ? raw : (ulong)low.Value + (raw % range);
            switch (target.DType)
            {
                case DataType.Int32 or DataType.UInt32:
                    System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(target.Bytes)[i] = (uint)value;
                    break;
                case DataType.Int64 or DataType.UInt64:
                    System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(target.Bytes)[i] = value;
                    break;
                default:
                    throw TypeDispatch.Unsupported(target.DType);
            }
        }
    }

    /// <summary>One number below 1; uses up a group.</summary>
    public static double NextDouble(ref Philox generator)
    {
        Span<uint> bits = stackalloc uint[4];
        generator.Next(bits);
        return Double(bits[0], bits[1]);
    }

    private static (float X, float Y) BoxMuller(uint a, uint b)
    {
        var radius = MathF.Sqrt(-2 * MathF.Log(MathF.Max(Single(a), Least)));
        var (sine, cosine) = MathF.SinCos(2 * MathF.PI * Single(b));
        return (sine * radius, cosine * radius);
    }

    private static void Store(double[] values, int at, params ReadOnlySpan<double> more)
    {
        for (var i = 0; i < more.Length && at + i < values.Length; i++)
        {
            values[at + i] = more[i];
        }
    }

    // Random fraction bits between 1 and 2.
    private static float Single(uint bits) => BitConverter.UInt32BitsToSingle((127u << 23) | (bits & 0x7fffff)) - 1;

    private static double Double(uint high, uint low) => BitConverter.UInt64BitsToDouble((1023UL << 52) | ((ulong)(high & 0xfffff) << 32) | low) - 1;
}
