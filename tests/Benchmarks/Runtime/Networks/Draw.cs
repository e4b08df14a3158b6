namespace Benchmarks.Runtime.Networks;

/// <summary>Weights from a seed: the same for every format.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Weights that keep the size of what they are multiplied with.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inputs">Terms of a sum.</param>
    public float[] Weights(int count, int inputs) => Around(0, (float)Math.Sqrt(3.0 / inputs), count);

    /// <summary>Evenly from <paramref name="middle"/> − <paramref name="range"/> to <paramref name="middle"/> + <paramref name="range"/>; pinned, for runtimes that keep a pointer.</summary>
    public float[] Around(float middle, float range, int count)
    {
        var values = GC.AllocateUninitializedArray<float>(count, pinned: true);
        foreach (ref var value in values.AsSpan())
        {
            value = middle + (((_random.NextSingle() * 2) - 1) * range);
        }

        return values;
    }
}
