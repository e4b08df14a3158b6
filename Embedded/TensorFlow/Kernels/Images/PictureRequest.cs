using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Images.Codecs;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>What a decoding op asks for.</summary>
internal sealed class PictureRequest
{
    public required string Op { get; init; }

    public required DataType DType { get; init; }

    public required bool ExpandAnimations { get; init; }

    public required JpegOptions Jpeg { get; init; }

    public static PictureRequest Read(KernelBuild build)
    {
        var (op, attributes) = (build.Node.Op, build.Attributes);
        var channels = (int)attributes.Int("channels", 0);
        var ratio = attributes.Int("ratio", 1);
        var method = attributes.Text("dct_method", "");
        if (channels is not (0 or 1 or 3 or 4) || ratio is not (1 or 2 or 4 or 8) || method is not ("" or "INTEGER_FAST" or "INTEGER_ACCURATE"))
        {
            throw TensorFlowException.InvalidArgument($"channels must be 0, 1, 3, or 4, ratio 1, 2, 4 or 8, dct_method INTEGER_FAST or INTEGER_ACCURATE; got {channels}, {ratio}, '{method}'");
        }

        return new PictureRequest
        {
            Op = op,
            DType = attributes.Type("dtype", DataType.UInt8),
            ExpandAnimations = attributes.Bool("expand_animations", true),
            Jpeg = new JpegOptions(
                channels, (int)ratio, attributes.Bool("fancy_upscaling", true), method != "INTEGER_ACCURATE", attributes.Bool("try_recover_truncated", false)),
        };
    }

    /// <summary>Decodes by what the bytes are: the ops of JPEG and PNG take either, and GIF.</summary>
    public List<RasterImage> Decode(ReadOnlyMemory<byte> data)
    {
        var channels = Jpeg.Channels;
        if (JpegDecoder.Is(data.Span) && Op is not ("DecodeBmp" or "DecodeGif"))
        {
            return channels == 4 ? throw Channels("JPEG") : [JpegDecoder.Decode(data, Jpeg)];
        }

        if (PngDecoder.Is(data.Span) && Op is not ("DecodeBmp" or "DecodeGif" or "DecodeAndCropJpeg"))
        {
            return [PngDecoder.Decode(data, channels, DType is DataType.UInt16 or DataType.Float)];
        }

        if (BmpDecoder.Is(data.Span) && (Op is "DecodeBmp" or "DecodeImage"))
        {
            return [BmpDecoder.Decode(data.Span, channels)];
        }

        if (GifDecoder.Is(data.Span) && Op is not ("DecodeBmp" or "DecodeAndCropJpeg"))
        {
            return channels is 1 or 4 ? throw Channels("GIF") : GifDecoder.Decode(data.Span, firstOnly: Op is not ("DecodeGif" or "DecodeImage") || (Op == "DecodeImage" && !ExpandAnimations));
        }

        throw BmpDecoder.Is(data.Span) || JpegDecoder.Is(data.Span) || PngDecoder.Is(data.Span) || GifDecoder.Is(data.Span)
            ? TensorFlowException.InvalidArgument($"Trying to decode an image format using a wrong op. Use `decode_image` instead. Op used: {Op}.")
            : TensorFlowException.InvalidArgument($"Unknown image file format. One of JPEG, PNG, GIF, BMP required.");
    }

    /// <summary>Gives the frames as a tensor: [height, width, channels], and the number of frames first for an animation.</summary>
    public void Write(KernelContext context, List<RasterImage> frames, long[]? window)
    {
        var head = frames[0];
        var (top, left, height, width) = (0, 0, head.Height, head.Width);
        if (window is not null)
        {
            if (window.Length != 4 || window[0] < 0 || window[1] < 0 || window[2] <= 0 || window[3] <= 0 || window[0] + window[2] > height || window[1] + window[3] > width)
            {
                throw TensorFlowException.InvalidArgument($"Invalid JPEG data or crop window: {TensorShape.Format(window)} in {height} x {width}");
            }

            (top, left, height, width) = ((int)window[0], (int)window[1], (int)window[2], (int)window[3]);
        }

        var isAnimation = Op == "DecodeGif" || (frames.Count > 1 && Op == "DecodeImage");
        var result = context.Allocate(0, DType, isAnimation ? [frames.Count, height, width, head.Channels] : [height, width, head.Channels]);
        var row = width * head.Channels;
        for (var i = 0; i < frames.Count * height; i++)
        {
            var from = (((top + (i % height)) * head.Width) + left) * head.Channels;
            Store(frames[i / height].Samples.AsSpan(from, row), head.Is16Bit, result, i * row);
        }
    }

    private static void Store(ReadOnlySpan<ushort> samples, bool isWide, Tensor target, int at)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            switch (target.DType)
            {
                case DataType.UInt8:
                    target.Bytes[at + i] = (byte)samples[i];
                    break;
                case DataType.UInt16:
                    target.Data<ushort>()[at + i] = isWide ? samples[i] : (ushort)(samples[i] * 256);
                    break;
                case DataType.Float:
                    target.Data<float>()[at + i] = samples[i] * (1f / (isWide ? 65535 : 255));
                    break;
                default:
                    throw TypeDispatch.Unsupported(target.DType);
            }
        }
    }

    private TensorFlowException Channels(string format) =>
        TensorFlowException.InvalidArgument($"channels must be 0, 1, or 3 for {format}, got {Jpeg.Channels}. Op used: {Op}.");
}
