namespace Embedded.TensorFlow.Kernels.Randomness;

/// <summary>
/// Philox 4×32-10, the generator that TensorFlow draws from: four 32-bit numbers are a function of a key and of a counter, so that
/// any place of the sequence can be computed by itself.
/// </summary>
internal struct Philox(uint key0, uint key1, uint counter0, uint counter1, uint counter2, uint counter3)
{
    private uint _c0 = counter0;
    private uint _c1 = counter1;
    private uint _c2 = counter2;
    private uint _c3 = counter3;

    /// <summary>Seeds of a stateful op.</summary>
    public static Philox OfSeeds(long seed, long seed2) => new((uint)seed, (uint)(seed >> 32), 0, 0, (uint)seed2, (uint)(seed2 >> 32));

    public static Philox OfKey(ulong key, ulong low, ulong high) => new((uint)key, (uint)(key >> 32), (uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));

    /// <summary>Key and counter that a stateless op makes of its seed, scrambled so that no part of the seed need be strong.</summary>
    public static (ulong Key, ulong Low, ulong High) Scramble(long seed0, long seed1)
    {
        var mix = new Philox(0x3ec8f720, 0x02461e29, (uint)seed0, (uint)(seed0 >> 32), (uint)seed1, (uint)(seed1 >> 32));
        Span<uint> numbers = stackalloc uint[4];
        mix.Next(numbers);
        return (numbers[0] | ((ulong)numbers[1] << 32), 0, numbers[2] | ((ulong)numbers[3] << 32));
    }

    /// <summary>Moves on by so many groups of four.</summary>
    public void Skip(ulong groups)
    {
        var low = _c0 | ((ulong)_c1 << 32);
        var high = _c2 | ((ulong)_c3 << 32);
        var sum = low + groups;
        high += sum < low ? 1UL : 0;
        (_c0, _c1, _c2, _c3) = ((uint)sum, (uint)(sum >> 32), (uint)high, (uint)(high >> 32));
    }

    /// <summary>The next four numbers.</summary>
    public void Next(Span<uint> numbers)
    {
        var (a, b, c, d) = (_c0, _c1, _c2, _c3);
        var (k0, k1) = (key0, key1);
        for (var round = 0; round < 10; round++)
        {
            var (first, second) = (0xD2511F53UL * a, 0xCD9E8D57UL * c);
            (a, b, c, d) = ((uint)(second >> 32) ^ b ^ k0, (uint)second, (uint)(first >> 32) ^ d ^ k1, (uint)first);
            (k0, k1) = (k0 + 0x9E3779B9, k1 + 0xBB67AE85);
        }

        (numbers[0], numbers[1], numbers[2], numbers[3]) = (a, b, c, d);
        Skip(1);
    }
}
