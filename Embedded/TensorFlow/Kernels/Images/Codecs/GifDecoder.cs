namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>GIF: every frame drawn over what was there, in RGB.</summary>
internal static class GifDecoder
{
    public static bool Is(ReadOnlySpan<byte> data) => data.StartsWith("GIF8"u8);

    /// <param name="data">The file.</param>
    /// <param name="firstOnly">Without the frames of an animation.</param>
    public static List<RasterImage> Decode(ReadOnlySpan<byte> data, bool firstOnly)
    {
        if (data.Length < 13)
        {
            throw Invalid("its header is cut off");
        }

        var (width, height) = (Word(data, 6), Word(data, 8));
        RasterImage.RequireSize("GIF", width, height, 3);
        var (frames, total) = (new List<RasterImage>(), 0L);
        var at = 13;
        var common = Palette(data, ref at, data[10]);
        var transparent = -1;
        while (at < data.Length && data[at] != 0x3B)
        {
            if (data[at] == 0x21)
            {
                if (at + 7 < data.Length && data[at + 1] == 0xF9)
                {
                    transparent = (data[at + 3] & 1) != 0 ? data[at + 6] : -1;
                }

                at += 2;
                _ = Blocks(data, ref at);
                continue;
            }

            if (data[at] != 0x2C || at + 10 > data.Length)
            {
                throw Invalid("a block is of no known kind");
            }

            total += width * height;
            RasterImage.RequireSize("GIF", total, 1, 3);
            frames.Add(Frame(data, ref at, width, height, common, transparent, frames.Count > 0 ? frames[^1] : null));
            transparent = -1;
            if (firstOnly)
            {
                break;
            }
        }

        return frames.Count > 0 ? frames : throw Invalid("no frame found");
    }

    private static RasterImage Frame(ReadOnlySpan<byte> data, ref int at, int width, int height, byte[]? common, int transparent, RasterImage? before)
    {
        var (left, top, wide, high) = (Word(data, at + 1), Word(data, at + 3), Word(data, at + 5), Word(data, at + 7));
        var flags = data[at + 9];
        at += 10;
        var palette = Palette(data, ref at, flags) ?? common ?? throw Invalid("missing color map for a frame");
        if (at >= data.Length)
        {
            throw Invalid("a frame is cut off");
        }

        var codeSize = data[at++];
        var pixels = LzwDecoder.Decode(Blocks(data, ref at), codeSize, wide * high);
        var canvas = before is null ? new ushort[width * height * 3] : (ushort[])before.Samples.Clone();
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (left + (i % wide), top + ((flags & 0x40) != 0 ? Interlaced(i / wide, high) : i / wide));
            if (x < width && y < height && pixels[i] != transparent)
            {
                if ((pixels[i] * 3) + 2 >= palette.Length)
                {
                    throw Invalid($"found color index {pixels[i]} outside of color map range {palette.Length / 3}");
                }

                for (var c = 0; c < 3; c++)
                {
                    canvas[(((y * width) + x) * 3) + c] = palette[(pixels[i] * 3) + c];
                }
            }
        }

        return new RasterImage(width, height, 3, canvas, Is16Bit: false);
    }

    // Every eighth line, then those between, and so on.
    private static int Interlaced(int line, int height)
    {
        foreach (var (first, step) in (ReadOnlySpan<(int, int)>)[(0, 8), (4, 8), (2, 4), (1, 2)])
        {
            var count = height > first ? (height - first + step - 1) / step : 0;
            if (line < count)
            {
                return first + (line * step);
            }

            line -= count;
        }

        return line;
    }

    private static byte[]? Palette(ReadOnlySpan<byte> data, ref int at, byte flags)
    {
        if ((flags & 0x80) == 0)
        {
            return null;
        }

        var size = 3 * (2 << (flags & 7));
        var palette = at + size <= data.Length ? data.Slice(at, size).ToArray() : throw Invalid("a color map is cut off");
        at += size;
        return palette;
    }

    private static byte[] Blocks(ReadOnlySpan<byte> data, ref int at)
    {
        var content = new List<byte>();
        while (at < data.Length && data[at] != 0)
        {
            var size = Math.Min(data[at], data.Length - at - 1);
            content.AddRange(data.Slice(at + 1, size));
            at += 1 + size;
        }

        at++;
        return [.. content];
    }

    private static int Word(ReadOnlySpan<byte> data, int at) => data[at] | (data[at + 1] << 8);

    private static TensorFlowException Invalid(string why) => TensorFlowException.InvalidArgument($"Invalid GIF data: {why}");
}
