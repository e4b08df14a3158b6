using System.Text;

namespace Models.ResNet50;

/// <summary>Values as bit-exact functions of a name and an index (README.md, "Numbers").</summary>
internal static class Formula
{
    // FNV-1a, 64 bits: draft-eastlake-fnv, section 5.
    private const ulong FnvOffset = 0xCBF29CE484222325;
    private const ulong FnvPrime = 0x100000001B3;

    // SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong Mix1 = 0xBF58476D1CE4E5B9;
    private const ulong Mix2 = 0x94D049BB133111EB;

    private const float UnitScale = 1f / (1 << 23);
    private const double DenseGain = 12;

    /// <summary>The seed of a name.</summary>
    public static ulong Seed(string name)
    {
        var hash = FnvOffset;
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ b) * FnvPrime;
        }

        return hash;
    }

    /// <summary>Number <paramref name="index"/>, from 0, of the sequence of a seed.</summary>
    public static ulong Draw(ulong seed, long index)
    {
        var z = seed + (((ulong)index + 1) * Golden);
        z = (z ^ (z >> 30)) * Mix1;
        z = (z ^ (z >> 27)) * Mix2;
        return z ^ (z >> 31);
    }

    /// <summary>The values of a tensor, row-major. Every step is one float operation with one rounding.</summary>
    public static float[] Values(ModelTensor tensor)
    {
        var (offset, factor) = tensor.Kind switch
        {
            TensorKind.Kernel => (0f, (float)Math.Sqrt(6.0 / tensor.Scale)),
            TensorKind.DenseKernel => (0f, (float)(DenseGain * Math.Sqrt(3.0 / tensor.Scale))),
            TensorKind.Gamma or TensorKind.Variance => ((float)tensor.Scale, (float)(tensor.Scale / 4)),
            _ => (0f, (float)tensor.Scale),
        };
        var seed = Seed(tensor.Name);
        var values = new float[tensor.ElementCount];
        for (var i = 0; i < values.Length; i++)
        {
            var unit = ((int)(Draw(seed, i) >> 40) - (1 << 23)) * UnitScale;
            var scaled = unit * factor;
            values[i] = offset == 0 ? scaled : offset + scaled;
        }

        if (tensor.Kind is TensorKind.Kernel or TensorKind.DenseKernel)
        {
            Mirror(values, (int)tensor.Shape[^2], (int)tensor.Shape[^1]);
        }

        return values;
    }

    /// <summary>
    /// The second half of the inputs gets the negated weights of the first. It cancels the common positive mean that ReLU gives
    /// all channels, which would otherwise drown the differences between images.
    /// </summary>
    private static void Mirror(float[] values, int inputs, int outputs)
    {
        if (inputs % 2 != 0)
        {
            return;
        }

        var half = inputs / 2 * outputs;
        for (var tap = 0; tap < values.Length; tap += 2 * half)
        {
            for (var i = 0; i < half; i++)
            {
                values[tap + half + i] = -values[tap + i];
            }
        }
    }
}
