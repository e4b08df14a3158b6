using System.Buffers.Binary;
using System.Numerics;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>FarmHash's 64-bit fingerprint, which hashed feature columns are built on. It never changes, so neither may this.</summary>
internal static class Fingerprint
{
    private const ulong K0 = 0xc3a5c85c97cb3127;
    private const ulong K1 = 0xb492b66fbe98f273;
    private const ulong K2 = 0x9ae16a3b2f90404f;

    public static ulong Of(ReadOnlySpan<byte> s) => s.Length switch
    {
        <= 16 => UpTo16(s),
        <= 32 => UpTo32(s),
        <= 64 => UpTo64(s),
        _ => Long(s),
    };

    private static ulong Long(ReadOnlySpan<byte> s)
    {
        const ulong seed = 81;
        var (x, y) = (seed, unchecked((seed * K1) + 113));
        var z = ShiftMix((y * K2) + 113) * K2;
        (ulong A, ulong B) v = default;
        (ulong A, ulong B) w = default;
        x = (x * K2) + Word(s, 0);
        var end = (s.Length - 1) / 64 * 64;
        for (var at = 0; at < end; at += 64)
        {
            Mix(s[at..], K1, 1, ref x, ref y, ref z, ref v, ref w);
        }

        var mul = K1 + ((z & 0xff) << 1);
        w.A += (ulong)((s.Length - 1) & 63);
        v.A += w.A;
        w.A += v.A;
        Mix(s[^64..], mul, 9, ref x, ref y, ref z, ref v, ref w);
        return Join(Join(v.A, w.A, mul) + (ShiftMix(y) * K0) + z, Join(v.B, w.B, mul) + x, mul);
    }

    private static void Mix(ReadOnlySpan<byte> s, ulong mul, ulong factor, ref ulong x, ref ulong y, ref ulong z, ref (ulong A, ulong B) v, ref (ulong A, ulong B) w)
    {
        x = BitOperations.RotateRight(x + y + v.A + Word(s, 8), 37) * mul;
        y = BitOperations.RotateRight(y + v.B + Word(s, 48), 42) * mul;
        x ^= w.B * factor;
        y += (v.A * factor) + Word(s, 40);
        z = BitOperations.RotateRight(z + w.A, 33) * mul;
        v = Weak(s, v.B * mul, x + w.A);
        w = Weak(s[32..], z + w.B, y + Word(s, 16));
        (z, x) = (x, z);
    }

    private static (ulong A, ulong B) Weak(ReadOnlySpan<byte> s, ulong a, ulong b)
    {
        a += Word(s, 0);
        b = BitOperations.RotateRight(b + a + Word(s, 24), 21);
        var c = a;
        a += Word(s, 8) + Word(s, 16);
        b += BitOperations.RotateRight(a, 44);
        return (a + Word(s, 24), b + c);
    }

    private static ulong UpTo16(ReadOnlySpan<byte> s)
    {
        var mul = K2 + ((ulong)s.Length * 2);
        switch (s.Length)
        {
            case >= 8:
                var (a, b) = (Word(s, 0) + K2, Word(s, s.Length - 8));
                return Join((BitOperations.RotateRight(b, 37) * mul) + a, (BitOperations.RotateRight(a, 25) + b) * mul, mul);
            case >= 4:
                return Join((ulong)s.Length + ((ulong)Half(s, 0) << 3), Half(s, s.Length - 4), mul);
            case > 0:
                var y = (uint)s[0] + ((uint)s[s.Length >> 1] << 8);
                var z = (uint)s.Length + ((uint)s[^1] << 2);
                return ShiftMix((y * K2) ^ (z * K0)) * K2;
            default:
                return K2;
        }
    }

    private static ulong UpTo32(ReadOnlySpan<byte> s)
    {
        var mul = K2 + ((ulong)s.Length * 2);
        var (a, b) = (Word(s, 0) * K1, Word(s, 8));
        var (c, d) = (Word(s, s.Length - 8) * mul, Word(s, s.Length - 16) * K2);
        return Join(BitOperations.RotateRight(a + b, 43) + BitOperations.RotateRight(c, 30) + d, a + BitOperations.RotateRight(b + K2, 18) + c, mul);
    }

    private static ulong UpTo64(ReadOnlySpan<byte> s)
    {
        var mul = K2 + ((ulong)s.Length * 2);
        var (a, b) = (Word(s, 0) * K2, Word(s, 8));
        var (c, d) = (Word(s, s.Length - 8) * mul, Word(s, s.Length - 16) * K2);
        var y = BitOperations.RotateRight(a + b, 43) + BitOperations.RotateRight(c, 30) + d;
        var z = Join(y, a + BitOperations.RotateRight(b + K2, 18) + c, mul);
        var (e, f) = (Word(s, 16) * mul, Word(s, 24));
        var (g, h) = ((y + Word(s, s.Length - 32)) * mul, (z + Word(s, s.Length - 24)) * mul);
        return Join(BitOperations.RotateRight(e + f, 43) + BitOperations.RotateRight(g, 30) + h, e + BitOperations.RotateRight(f + a, 18) + g, mul);
    }

    private static ulong Join(ulong u, ulong v, ulong mul)
    {
        var a = ShiftMix((u ^ v) * mul);
        return ShiftMix((v ^ a) * mul) * mul;
    }

    private static ulong ShiftMix(ulong value) => value ^ (value >> 47);

    private static ulong Word(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt64LittleEndian(s[at..]);

    private static uint Half(ReadOnlySpan<byte> s, int at) => BinaryPrimitives.ReadUInt32LittleEndian(s[at..]);
}
