namespace Models.ResNet50;

/// <summary>The five input images with known results (README.md, "Images").</summary>
internal static class FormulaImage
{
    public const int Count = 5;
    public const int Size = 224;
    public const int Channels = 3;

    // Shares of waves, rings and noise in eighths, and an offset.
    private static readonly (int Waves, int Rings, int Noise, int Offset)[] s_mix = [(3, 4, 1, 0), (8, 0, 0, 0), (0, 7, 1, 0), (0, 0, 8, 0), (1, 2, 0, 100)];

    /// <summary>Image <paramref name="n"/>, [224, 224, 3], values in [-1, 1).</summary>
    public static float[] Create(int n)
    {
        var seed = Formula.Seed($"image{n}");
        var mix = s_mix[n];
        var pixels = new float[Size * Size * Channels];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (h, w, c) = (i / Channels / Size, i / Channels % Size, i % Channels);
            var (a, b) = (1 + (((3 * n) + c) % 5), 1 + (((2 * n) + (3 * c)) % 7));
            var waves = Triangle((2 * a * h) + (b * w) + (64 * n) + (85 * c));
            var (dy, dx) = (h - 40 - (36 * n), w - 190 + (30 * n));
            var rings = Triangle((((dy * dy) + (dx * dx)) / (8 * (n + 1))) + (40 * c));
            var noise = (int)(Formula.Draw(seed, i) >> 56);
            var level = (((mix.Waves * waves) + (mix.Rings * rings) + (mix.Noise * noise)) >> 3) + mix.Offset;
            pixels[i] = (level - 128) * (1 / 128f);
        }

        return pixels;
    }

    private static int Triangle(int t) => (t & 511) < 256 ? t & 511 : 511 - (t & 511);
}
