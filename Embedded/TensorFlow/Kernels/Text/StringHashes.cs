using System.Buffers.Binary;
using System.Numerics;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>The other hashes of strings: the first one TensorFlow had, and one that is keyed against collisions on purpose.</summary>
internal static class StringHashes
{
    /// <summary>TensorFlow's <c>Hash64</c>, after MurmurHash 2.</summary>
    public static ulong Murmur(ReadOnlySpan<byte> s)
    {
        const ulong m = 0xc6a4a7935bd1e995;
        var h = 0xDECAFCAFFEUL ^ ((ulong)s.Length * m);
        for (; s.Length >= 8; s = s[8..])
        {
            var k = BinaryPrimitives.ReadUInt64LittleEndian(s) * m;
            h = (h ^ ((k ^ (k >> 47)) * m)) * m;
        }

        if (!s.IsEmpty)
        {
            for (var i = 0; i < s.Length; i++)
            {
                h ^= (ulong)s[i] << (8 * i);
            }

            h *= m;
        }

        h = (h ^ (h >> 47)) * m;
        return h ^ (h >> 47);
    }

    /// <summary>SipHash-2-4.</summary>
    public static ulong Sip(ReadOnlySpan<byte> s, ulong key0, ulong key1)
    {
        var v = new State
        {
            V0 = key0 ^ 0x736f6d6570736575,
            V1 = key1 ^ 0x646f72616e646f6d,
            V2 = key0 ^ 0x6c7967656e657261,
            V3 = key1 ^ 0x7465646279746573,
        };
        var last = (ulong)s.Length << 56;
        for (; s.Length >= 8; s = s[8..])
        {
            v.Take(BinaryPrimitives.ReadUInt64LittleEndian(s));
        }

        for (var i = 0; i < s.Length; i++)
        {
            last |= (ulong)s[i] << (8 * i);
        }

        v.Take(last);
        v.V2 ^= 0xff;
        v.Round();
        v.Round();
        v.Round();
        v.Round();
        return v.V0 ^ v.V1 ^ v.V2 ^ v.V3;
    }

    private struct State
    {
        public ulong V0;
        public ulong V1;
        public ulong V2;
        public ulong V3;

        public void Take(ulong word)
        {
            V3 ^= word;
            Round();
            Round();
            V0 ^= word;
        }

        public void Round()
        {
            V0 += V1;
            V1 = BitOperations.RotateLeft(V1, 13) ^ V0;
            V0 = BitOperations.RotateLeft(V0, 32);
            V2 += V3;
            V3 = BitOperations.RotateLeft(V3, 16) ^ V2;
            V0 += V3;
            V3 = BitOperations.RotateLeft(V3, 21) ^ V0;
            V2 += V1;
            V1 = BitOperations.RotateLeft(V1, 17) ^ V2;
            V2 = BitOperations.RotateLeft(V2, 32);
        }
    }
}
