namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>A decoded picture: rows of pixels, channels together.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
/// <param name="Samples">8-bit samples, or 16-bit ones.</param>
/// <param name="Is16Bit">Whether samples go to 65535.</param>
internal sealed record RasterImage(int Width, int Height, int Channels, ushort[] Samples, bool Is16Bit)
{
    // 128 million samples take 256 MiB here: larger pictures are an attack or a mistake, and TensorFlow's own limit is not far off.
    private const long MostSamples = 1 << 27;

    /// <summary>Refuses sizes before memory is taken for them.</summary>
    public static void RequireSize(string format, long width, long height, long channels)
    {
        if (width <= 0 || height <= 0 || width > int.MaxValue / 8 || height > int.MaxValue / 8 || width * height > MostSamples / channels)
        {
            throw TensorFlowException.InvalidArgument($"{format} image of {width} x {height} pixels and {channels} channels: sizes must be positive, and {MostSamples} samples are the most");
        }
    }
}
