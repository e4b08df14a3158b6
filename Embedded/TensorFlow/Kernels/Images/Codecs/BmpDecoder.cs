using System.Buffers.Binary;

namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>Uncompressed BMP with 8 (grey), 24 or 32 bits a pixel: what TensorFlow reads.</summary>
internal static class BmpDecoder
{
    private const int HeaderLength = 32;

    public static bool Is(ReadOnlySpan<byte> data) => data.StartsWith("BM"u8);

    public static RasterImage Decode(ReadOnlySpan<byte> data, int channels)
    {
        if (data.Length < HeaderLength)
        {
            throw TensorFlowException.InvalidArgument($"Incomplete bmp content, requires at least {HeaderLength} bytes to find the header size, width, height, and bpp, got {data.Length} bytes");
        }

        var (offset, width) = (BinaryPrimitives.ReadInt32LittleEndian(data[10..]), BinaryPrimitives.ReadInt32LittleEndian(data[18..]));
        var (height, bits) = (BinaryPrimitives.ReadInt32LittleEndian(data[22..]), BinaryPrimitives.ReadInt16LittleEndian(data[28..]));
        var own = bits / 8;
        if (own is not (1 or 3 or 4) || (channels != 0 && channels != own))
        {
            throw TensorFlowException.InvalidArgument($"channels attribute {channels} does not match bits per pixel from file {own}, which must be 1, 3 or 4 bytes");
        }

        RasterImage.RequireSize("BMP", width, Math.Abs((long)height), own);
        var (isTopDown, rows) = (height < 0, Math.Abs(height));
        var stride = ((own * width) + 3) / 4 * 4;
        if (offset < 0 || data.Length - offset < ((long)stride * (rows - 1)) + (own * width))
        {
            throw TensorFlowException.InvalidArgument($"Incomplete bmp content, requires at least {offset + ((long)stride * rows)} bytes, got {data.Length} bytes");
        }

        var samples = new ushort[rows * width * own];
        for (var y = 0; y < rows; y++)
        {
            var line = data.Slice(offset + ((isTopDown ? y : rows - 1 - y) * stride), own * width);
            for (var i = 0; i < line.Length; i++)
            {
                // Blue comes first.
                var channel = i % own;
                samples[(y * width * own) + i] = line[own > 1 && channel < 3 ? i - channel + 2 - channel : i];
            }
        }

        return new RasterImage(width, rows, own, samples, Is16Bit: false);
    }
}
