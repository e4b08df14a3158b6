namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>What the frame header of a JPEG says.</summary>
internal sealed class JpegFrame
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    public required bool IsProgressive { get; init; }

    public required JpegComponent[] Components { get; init; }

    public int MostHorizontal => Components.Max(c => c.Horizontal);

    public int MostVertical => Components.Max(c => c.Vertical);

    /// <summary>Units of interleaved scans: one block of the most coarsely sampled component.</summary>
    public int UnitsWide => JpegComponent.Ceiling(Width, 8 * MostHorizontal);

    public int UnitsHigh => JpegComponent.Ceiling(Height, 8 * MostVertical);

    public static JpegFrame Read(ReadOnlySpan<byte> segment, bool progressive)
    {
        if (segment.Length < 6 || segment[0] != 8 || segment[5] is < 1 or > 4 || segment.Length < 6 + (3 * segment[5]))
        {
            throw TensorFlowException.InvalidArgument($"Invalid JPEG data: unsupported frame (8 bits and up to 4 components are supported)");
        }

        var components = new JpegComponent[segment[5]];
        for (var i = 0; i < components.Length; i++)
        {
            var entry = segment.Slice(6 + (3 * i), 3);
            var (horizontal, vertical) = (entry[1] >> 4, entry[1] & 15);
            components[i] = horizontal is >= 1 and <= 4 && vertical is >= 1 and <= 4 && entry[2] < 4
                ? new JpegComponent(entry[0], horizontal, vertical, entry[2])
                : throw TensorFlowException.InvalidArgument($"Invalid JPEG data: bogus sampling factors");
        }

        return new JpegFrame { Height = (segment[1] << 8) | segment[2], Width = (segment[3] << 8) | segment[4], IsProgressive = progressive, Components = components };
    }

    /// <summary>Takes the memory for the coefficients, unless the data cannot hold so many: every block needs a bit at least.</summary>
    public void Allocate(int dataLength)
    {
        RasterImage.RequireSize("JPEG", Width, Height, Components.Length);
        var blocks = Components.Sum(c => (long)UnitsWide * c.Horizontal * UnitsHigh * c.Vertical);
        if (blocks / 8 > dataLength)
        {
            throw TensorFlowException.InvalidArgument($"Invalid JPEG data, data size {dataLength}: {Width} x {Height} pixels do not fit into it");
        }

        foreach (var component in Components)
        {
            component.Allocate(this);
        }
    }
}
