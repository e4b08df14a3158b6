namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>Stored samples of a PNG to the channels and depth that are wanted, by the transformations TensorFlow asks of libpng.</summary>
internal sealed class PngPixels(PngHeader header, byte[] palette, byte[]? transparency)
{
    // libpng's weights in 15 bits: 0.299 and 0.587 cut off, and the rest for blue.
    private const int RedWeight = 9797;
    private const int GreenWeight = 19234;
    private const int BlueWeight = 32768 - RedWeight - GreenWeight;

    public RasterImage Convert(ushort[] samples, int channels, bool wide)
    {
        if (header.IsPalette && palette.Length < 3)
        {
            throw PngHeader.Invalid("the palette is missing");
        }

        channels = channels != 0 ? channels : header.IsPalette ? (transparency is null ? 3 : 4) : header.Channels;
        var isDeep = header.Depth == 16 && wide;
        var result = new ushort[header.Width * header.Height * channels];
        for (var i = 0; i < header.Width * header.Height; i++)
        {
            var (r, g, b, alpha) = Pixel(samples.AsSpan(i * header.Channels, header.Channels), isDeep);
            var target = result.AsSpan(i * channels, channels);
            if (channels < 3)
            {
                target[0] = header.IsGrey ? r : Grey(r, g, b, isDeep);
            }
            else
            {
                (target[0], target[1], target[2]) = (r, g, b);
            }

            if (channels % 2 == 0)
            {
                target[^1] = alpha;
            }
        }

        // Eight bits to sixteen: 255 becomes 65535.
        for (var i = 0; wide && !isDeep && i < result.Length; i++)
        {
            result[i] *= 257;
        }

        return new RasterImage(header.Width, header.Height, channels, result, wide);
    }

    private static ushort Grey(ushort r, ushort g, ushort b, bool isDeep) => r == g && r == b
        ? r
        : (ushort)(((r * RedWeight) + (g * GreenWeight) + (b * (long)BlueWeight) + (isDeep ? 16384 : 0)) >> 15);

    private (ushort R, ushort G, ushort B, ushort Alpha) Pixel(ReadOnlySpan<ushort> stored, bool isDeep)
    {
        var opaque = (ushort)(isDeep ? 65535 : 255);
        if (header.IsPalette)
        {
            // An index beyond the palette reads as black.
            var index = stored[0];
            var alpha = transparency is not null && index < transparency.Length ? transparency[index] : opaque;
            return (3 * index) + 2 < palette.Length ? (palette[3 * index], palette[(3 * index) + 1], palette[(3 * index) + 2], alpha) : ((ushort)0, (ushort)0, (ushort)0, alpha);
        }

        var own = header.HasAlpha ? Depth(stored[^1], isDeep) : IsTransparent(stored) ? (ushort)0 : opaque;
        var first = Depth(stored[0], isDeep);
        return header.IsGrey ? (first, first, first, own) : (first, Depth(stored[1], isDeep), Depth(stored[2], isDeep), own);
    }

    // The chunk names one colour by its stored samples.
    private bool IsTransparent(ReadOnlySpan<ushort> stored)
    {
        if (transparency is null || transparency.Length < 2 * stored.Length)
        {
            return false;
        }

        for (var i = 0; i < stored.Length; i++)
        {
            if (stored[i] != ((transparency[2 * i] << 8) | transparency[(2 * i) + 1]))
            {
                return false;
            }
        }

        return true;
    }

    private ushort Depth(ushort sample, bool isDeep) => header.Depth switch
    {
        16 => isDeep ? sample : (ushort)(sample >> 8),
        8 => sample,
        _ => (ushort)(sample * 255 / ((1 << header.Depth) - 1)),
    };
}
