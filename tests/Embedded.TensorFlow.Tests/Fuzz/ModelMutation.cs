namespace Embedded.TensorFlow.Tests.Fuzz;

/// <summary>Damages a file in the ways that files get damaged, and in some that only people think of.</summary>
internal static class ModelMutation
{
    public static byte[] Apply(byte[] original, Random random)
    {
        var bytes = (byte[])original.Clone();
        for (var i = random.Next(1, 5); i > 0 && bytes.Length > 0; i--)
        {
            bytes = random.Next(7) switch
            {
                0 => bytes[..random.Next(bytes.Length)],
                1 => FlipBit(bytes, random),
                2 => SetByte(bytes, random, (byte)random.Next(256)),
                3 => SetByte(bytes, random, 0xFF),
                4 => Repeat(bytes, random),
                5 => Drop(bytes, random),
                _ => Enlarge(bytes, random),
            };
        }

        return bytes;
    }

    private static byte[] FlipBit(byte[] bytes, Random random)
    {
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] SetByte(byte[] bytes, Random random, byte value)
    {
        bytes[random.Next(bytes.Length)] = value;
        return bytes;
    }

    // A part of the file again at another place: nodes, functions and names twice.
    private static byte[] Repeat(byte[] bytes, Random random)
    {
        var (from, at) = (random.Next(bytes.Length), random.Next(bytes.Length));
        var length = Math.Min(random.Next(1, 200), bytes.Length - from);
        return [.. bytes[..at], .. bytes[from..(from + length)], .. bytes[at..]];
    }

    private static byte[] Drop(byte[] bytes, Random random)
    {
        var from = random.Next(bytes.Length);
        var length = Math.Min(random.Next(1, 100), bytes.Length - from);
        return [.. bytes[..from], .. bytes[(from + length)..]];
    }

    // Numbers become absurd: sizes, lengths and counts.
    private static byte[] Enlarge(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        byte[] large = random.Next(3) switch
        {
            0 => [0xFF, 0xFF, 0xFF, 0xFF, 0x07],
            1 => [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
            _ => [0x80, 0x80, 0x80, 0x80, 0x08],
        };
        return [.. bytes[..at], .. large, .. bytes[Math.Min(bytes.Length, at + random.Next(2))..]];
    }
}
