using System.Buffers.Binary;

namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>What the first chunk of a PNG says.</summary>
internal readonly record struct PngHeader(int Width, int Height, int Depth, int Colour, bool IsInterlaced)
{
    public bool IsPalette => Colour == 3;

    public bool IsGrey => (Colour & 2) == 0;

    public bool HasAlpha => (Colour & 4) != 0;

    /// <summary>Samples of a pixel as stored.</summary>
    public int Channels => IsPalette ? 1 : (IsGrey ? 1 : 3) + (HasAlpha ? 1 : 0);

    public int BitsPerPixel => Channels * Depth;

    public static PngHeader Read(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length != 13)
        {
            throw Invalid("its header is damaged");
        }

        var header = new PngHeader(
            BinaryPrimitives.ReadInt32BigEndian(chunk), BinaryPrimitives.ReadInt32BigEndian(chunk[4..]), chunk[8], chunk[9], chunk[12] == 1);
        var isValid = (header.Colour, header.Depth) is (0, 1 or 2 or 4 or 8 or 16) or (2 or 4 or 6, 8 or 16) or (3, 1 or 2 or 4 or 8);
        if (!isValid || chunk[10] != 0 || chunk[11] != 0 || chunk[12] > 1)
        {
            throw Invalid($"colour type {header.Colour} with {header.Depth} bits is none that PNG has");
        }

        RasterImage.RequireSize("PNG", header.Width, header.Height, 4);
        return header;
    }

    public int RowBytes(int width) => ((width * BitsPerPixel) + 7) / 8;

    public static TensorFlowException Invalid(string why) => TensorFlowException.InvalidArgument($"Invalid PNG data: {why}");
}
