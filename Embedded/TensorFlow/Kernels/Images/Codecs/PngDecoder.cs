using System.Buffers.Binary;
using System.IO.Compression;

namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>PNG of every colour type and depth, interlaced or not.</summary>
internal static class PngDecoder
{
    // Passes of an interlaced picture: first column and row, distances.
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static bool Is(ReadOnlySpan<byte> data) => data.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);

    /// <param name="data">The file.</param>
    /// <param name="channels">1 to 4, or 0 for what the file has.</param>
    /// <param name="wide">16-bit samples wanted.</param>
    public static RasterImage Decode(ReadOnlyMemory<byte> data, int channels, bool wide)
    {
        PngHeader? header = null;
        var (palette, transparency) = (ReadOnlyMemory<byte>.Empty, (ReadOnlyMemory<byte>?)null);
        using var compressed = new MemoryStream();
        for (var at = 8; at + 8 <= data.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(data.Span[at..]);
            if (length > data.Length - at - 8)
            {
                break;
            }

            var (type, chunk) = (BinaryPrimitives.ReadUInt32BigEndian(data.Span[(at + 4)..]), data.Slice(at + 8, (int)length));
            at += (int)Math.Min(12 + (long)length, int.MaxValue / 2);
            switch (type)
            {
                case 0x49484452: // IHDR
                    header ??= PngHeader.Read(chunk.Span);
                    break;
                case 0x504C5445: // PLTE
                    palette = chunk;
                    break;
                case 0x74524E53: // tRNS
                    transparency = chunk;
                    break;
                case 0x49444154: // IDAT
                    compressed.Write(chunk.Span);
                    break;
            }
        }

        if (header is not { } found || compressed.Length == 0)
        {
            throw PngHeader.Invalid("header or image data is missing");
        }

        compressed.Position = 0;
        var samples = Read(found, compressed);
        return new PngPixels(found, palette.ToArray(), transparency?.ToArray()).Convert(samples, channels, wide);
    }

    // Samples as stored, one a cell.
    private static ushort[] Read(PngHeader header, Stream compressed)
    {
        // Deflate cannot shrink more than a thousandfold: a small file that claims a large picture is refused before it takes memory.
        if ((long)header.RowBytes(header.Width) * header.Height / 1100 > compressed.Length + 64)
        {
            throw PngHeader.Invalid("not enough image data");
        }

        var samples = new ushort[header.Width * header.Height * header.Channels];
        try
        {
            using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
            foreach (var pass in header.IsInterlaced ? s_passes : [(0, 0, 1, 1)])
            {
                ReadPass(header, inflated, pass, samples);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw PngHeader.Invalid(e.Message);
        }

        return samples;
    }

    private static void ReadPass(PngHeader header, Stream inflated, (int X, int Y, int StepX, int StepY) pass, ushort[] samples)
    {
        var width = (header.Width - pass.X + pass.StepX - 1) / pass.StepX;
        if (width <= 0)
        {
            return;
        }

        var size = header.RowBytes(width);
        var pixel = Math.Max(1, header.BitsPerPixel / 8);
        var (row, previous) = (new byte[size + 1], new byte[size + 1]);
        for (var y = pass.Y; y < header.Height; y += pass.StepY)
        {
            inflated.ReadExactly(row);
            Unfilter(row[0], row.AsSpan(1), previous.AsSpan(1), pixel);
            for (var i = 0; i < width * header.Channels; i++)
            {
                var to = (((y * header.Width) + pass.X + (i / header.Channels * pass.StepX)) * header.Channels) + (i % header.Channels);
                samples[to] = header.Depth switch
                {
                    16 => (ushort)((row[1 + (2 * i)] << 8) | row[2 + (2 * i)]),
                    8 => row[1 + i],
                    var depth => (ushort)((row[1 + (i * depth / 8)] >> (8 - depth - (i * depth % 8))) & ((1 << depth) - 1)),
                };
            }

            (row, previous) = (previous, row);
        }
    }

    private static void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= pixel ? row[i - pixel] : 0, up = above[i], corner = i >= pixel ? above[i - pixel] : 0;
            row[i] += filter switch
            {
                0 => 0,
                1 => (byte)left,
                2 => (byte)up,
                3 => (byte)((left + up) / 2),
                4 => (byte)Paeth(left, up, corner),
                _ => throw PngHeader.Invalid($"bad adaptive filter value {filter}"),
            };
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
