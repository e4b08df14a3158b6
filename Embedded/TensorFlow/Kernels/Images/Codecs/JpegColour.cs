namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>The colour space that a JPEG's components are in.</summary>
internal enum JpegSpace
{
    Grey,
    Rgb,
    YCbCr,
    Cmyk,
    Ycck,
}

/// <summary>Components to pixels, with the 16-bit fractions of libjpeg.</summary>
internal static class JpegColour
{
    private const int Half = 1 << 15;

    public static void Convert(JpegSpace space, ReadOnlySpan<byte> c, bool inverted, int channels, Span<ushort> pixel)
    {
        if (channels == 1)
        {
            pixel[0] = space is JpegSpace.Rgb ? (ushort)(((c[0] * 19595) + (c[1] * 38470) + (c[2] * 7471) + Half) >> 16) : c[0];
            return;
        }

        switch (space)
        {
            case JpegSpace.Grey:
                pixel.Fill(c[0]);
                break;
            case JpegSpace.Rgb:
                (pixel[0], pixel[1], pixel[2]) = (c[0], c[1], c[2]);
                break;
            case JpegSpace.YCbCr:
                (pixel[0], pixel[1], pixel[2]) = Rgb(c[0], c[1], c[2]);
                break;
            case JpegSpace.Cmyk:
                Mix(c[0], c[1], c[2], c[3], inverted, pixel);
                break;
            default:
                // The first three are the complements of CMY.
                var (r, g, b) = Rgb(c[0], c[1], c[2]);
                Mix((byte)(255 - r), (byte)(255 - g), (byte)(255 - b), c[3], inverted, pixel);
                break;
        }
    }

    private static (byte R, byte G, byte B) Rgb(int y, int cb, int cr)
    {
        (cb, cr) = (cb - 128, cr - 128);
        return (
            Clamp(y + (((91881 * cr) + Half) >> 16)),
            Clamp(y + (((-22554 * cb) - (46802 * cr) + Half) >> 16)),
            Clamp(y + (((116130 * cb) + Half) >> 16)));
    }

    // Adobe's files hold the inks inverted.
    private static void Mix(byte c, byte m, byte y, byte k, bool inverted, Span<ushort> pixel)
    {
        if (inverted)
        {
            (pixel[0], pixel[1], pixel[2]) = ((ushort)(k * c / 255), (ushort)(k * m / 255), (ushort)(k * y / 255));
        }
        else
        {
            (pixel[0], pixel[1], pixel[2]) = ((ushort)((255 - k) * (255 - c) / 255), (ushort)((255 - k) * (255 - m) / 255), (ushort)((255 - k) * (255 - y) / 255));
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);
}
