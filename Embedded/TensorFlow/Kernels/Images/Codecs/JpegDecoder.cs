namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>How a JPEG is decoded.</summary>
/// <param name="Channels">1, 3, or 0 for what the file has.</param>
/// <param name="Ratio">1, 2, 4 or 8: scales down while decoding.</param>
/// <param name="Fancy">Smooth up-sampling of colours.</param>
/// <param name="IsFast">The fast variant of the transform.</param>
/// <param name="Recover">A file that ends early gives what is there.</param>
internal readonly record struct JpegOptions(int Channels = 0, int Ratio = 1, bool Fancy = true, bool IsFast = true, bool Recover = false);

/// <summary>Baseline and progressive JPEG, pixel for pixel as libjpeg gives it.</summary>
internal sealed class JpegDecoder
{
    private readonly ReadOnlyMemory<byte> _data;
    private readonly int[]?[] _quantization = new int[4][];
    private readonly JpegHuffman?[] _dc = new JpegHuffman[4];
    private readonly JpegHuffman?[] _ac = new JpegHuffman[4];
    private JpegFrame? _frame;
    private int _restartInterval;
    private bool _isJfif;
    private int _adobeTransform = -1;
    private bool _isComplete = true;
    private int _scans;

    private JpegDecoder(ReadOnlyMemory<byte> data) => _data = data;

    public static bool Is(ReadOnlySpan<byte> data) => data.Length > 2 && data[0] == 0xFF && data[1] == 0xD8 && data[2] == 0xFF;

    /// <summary>Height, width and channels, without decoding.</summary>
    public static (int Height, int Width, int Channels) Shape(ReadOnlyMemory<byte> data)
    {
        var decoder = new JpegDecoder(data);
        decoder.ReadSegments(headerOnly: true);
        var frame = decoder._frame ?? throw decoder.Invalid();
        return (frame.Height, frame.Width, frame.Components.Length == 4 ? 3 : frame.Components.Length);
    }

    public static RasterImage Decode(ReadOnlyMemory<byte> data, JpegOptions options)
    {
        var decoder = new JpegDecoder(data);
        decoder.ReadSegments(headerOnly: false);
        return decoder._frame is not null && decoder._scans > 0 && (decoder._isComplete || options.Recover) ? decoder.Picture(options) : throw decoder.Invalid();
    }

    private TensorFlowException Invalid() => TensorFlowException.InvalidArgument($"Invalid JPEG data or crop window, data size {_data.Length}");

    private void ReadSegments(bool headerOnly)
    {
        var data = _data.Span;
        var at = 2;
        while (at + 4 <= data.Length)
        {
            if (data[at] != 0xFF || data[at + 1] is 0 or 0xFF or 1 or (>= 0xD0 and <= 0xD8))
            {
                at++;
                continue;
            }

            var marker = data[at + 1];
            if (marker == 0xD9)
            {
                return;
            }

            var length = (data[at + 2] << 8) | data[at + 3];
            if (length < 2 || at + 2 + length > data.Length)
            {
                _isComplete = false;
                return;
            }

            var segment = data.Slice(at + 4, length - 2);
            at += 2 + length;
            ReadSegment(marker, segment);
            if (headerOnly && _frame is not null)
            {
                return;
            }

            if (marker == 0xDA)
            {
                ReadScan(segment, at);
            }
        }

        // A picture that breaks off without its end marker is still whole when its scans are.
    }

    private void ReadSegment(byte marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                _frame = _frame is null ? JpegFrame.Read(segment, marker == 0xC2) : throw Invalid();
                break;
            case 0xC3 or (>= 0xC5 and <= 0xC7) or (>= 0xC9 and <= 0xCB) or (>= 0xCD and <= 0xCF):
                throw TensorFlowException.InvalidArgument($"Invalid JPEG data: lossless, hierarchical and arithmetic coding are not supported");
            case 0xC4:
                ReadHuffman(segment);
                break;
            case 0xDB:
                ReadQuantization(segment);
                break;
            case 0xDD when segment.Length >= 2:
                _restartInterval = (segment[0] << 8) | segment[1];
                break;
            case 0xE0:
                _isJfif |= segment.StartsWith("JFIF\0"u8);
                break;
            case 0xEE when segment.StartsWith("Adobe"u8) && segment.Length >= 12:
                _adobeTransform = segment[11];
                break;
        }
    }

    private void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length >= 17)
        {
            var count = 0;
            foreach (var number in segment[1..17])
            {
                count += number;
            }

            if (count > 256 || segment.Length < 17 + count || (segment[0] & 15) > 3)
            {
                throw Invalid();
            }

            var table = new JpegHuffman(segment[1..17], segment.Slice(17, count));
            (segment[0] >> 4 == 0 ? _dc : _ac)[segment[0] & 15] = table;
            segment = segment[(17 + count)..];
        }
    }

    private void ReadQuantization(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var (wide, number) = (segment[0] >> 4, segment[0] & 15);
            var size = wide > 0 ? 128 : 64;
            if (number > 3 || segment.Length < 1 + size)
            {
                throw Invalid();
            }

            var table = new int[64];
            for (var i = 0; i < 64; i++)
            {
                table[JpegScan.Natural(i)] = wide > 0 ? (segment[1 + (2 * i)] << 8) | segment[2 + (2 * i)] : segment[1 + i];
            }

            _quantization[number] = table;
            segment = segment[(1 + size)..];
        }
    }

    private void ReadScan(ReadOnlySpan<byte> segment, int start)
    {
        // Each scan touches every block: without a limit a small file of many scans takes hours.
        if (_frame is null || segment.Length < 4 || segment.Length < 4 + (2 * segment[0]) || segment[0] == 0 || ++_scans > 500)
        {
            throw Invalid();
        }

        if (_scans == 1)
        {
            _frame.Allocate(_data.Length);
        }

        var components = new JpegComponent[segment[0]];
        for (var i = 0; i < components.Length; i++)
        {
            var (id, tables) = (segment[1 + (2 * i)], segment[2 + (2 * i)]);
            components[i] = Array.Find(_frame.Components, c => c.Id == id) ?? throw Invalid();
            components[i].Dc = _dc[(tables >> 4) & 3];
            components[i].Ac = _ac[tables & 3];
            components[i].Quantization ??= _quantization[components[i].Table];
        }

        var rest = segment[(1 + (2 * components.Length))..];
        var (first, last, high, low) = (rest[0], Math.Min((int)rest[1], 63), rest[2] >> 4, rest[2] & 15);
        if (_frame.IsProgressive && (first > last || low > 13 || (first == 0 && last != 0) || (first > 0 && components.Length > 1)))
        {
            throw Invalid();
        }

        _isComplete &= new JpegScan(_frame, components, first, last, high, low).Read(_data.Span, start, _restartInterval);
    }

    private JpegSpace Space(JpegComponent[] components) => components.Length switch
    {
        1 => JpegSpace.Grey,
        3 when _isJfif => JpegSpace.YCbCr,
        3 when _adobeTransform >= 0 => _adobeTransform == 0 ? JpegSpace.Rgb : JpegSpace.YCbCr,
        3 => (components[0].Id, components[1].Id, components[2].Id) == ('R', 'G', 'B') ? JpegSpace.Rgb : JpegSpace.YCbCr,
        4 => _adobeTransform == 2 ? JpegSpace.Ycck : JpegSpace.Cmyk,
        _ => throw Invalid(),
    };

    private RasterImage Picture(JpegOptions options)
    {
        var frame = _frame!;
        var space = Space(frame.Components);
        var block = 8 / options.Ratio;
        var (width, height) = (JpegComponent.Ceiling(frame.Width, options.Ratio), JpegComponent.Ceiling(frame.Height, options.Ratio));
        var channels = options.Channels != 0 ? options.Channels : space == JpegSpace.Grey ? 1 : 3;
        var planes = Array.ConvertAll(
            channels == 1 && space == JpegSpace.YCbCr ? frame.Components[..1] : frame.Components, c => Plane(frame, c, block, width, height, options));
        var samples = new ushort[width * height * channels];
        Span<byte> components = stackalloc byte[4];
        for (var i = 0; i < width * height; i++)
        {
            for (var c = 0; c < planes.Length; c++)
            {
                components[c] = planes[c].Samples[(i / width * planes[c].Stride) + (i % width)];
            }

            JpegColour.Convert(space, components, _adobeTransform >= 0, channels, samples.AsSpan(i * channels, channels));
        }

        return new RasterImage(width, height, channels, samples, Is16Bit: false);
    }

    // A scaled-down picture takes coarsely sampled components at a finer scale instead of spreading them.
    private static JpegPlane Plane(JpegFrame frame, JpegComponent component, int block, int width, int height, JpegOptions options)
    {
        var (across, down, size) = (frame.MostHorizontal / component.Horizontal, frame.MostVertical / component.Vertical, block);
        if (frame.MostHorizontal % component.Horizontal != 0 || frame.MostVertical % component.Vertical != 0)
        {
            throw TensorFlowException.InvalidArgument($"Invalid JPEG data: fractional sampling is not supported");
        }

        while (size < 8 && across % 2 == 0 && down % 2 == 0)
        {
            (across, down, size) = (across / 2, down / 2, size * 2);
        }

        var own = JpegPlane.Decode(
            component,
            size,
            JpegComponent.Ceiling(frame.Width * component.Horizontal * size, frame.MostHorizontal * 8),
            JpegComponent.Ceiling(frame.Height * component.Vertical * size, frame.MostVertical * 8),
            options.IsFast);
        return own.Upsample(across, down, width, height, options.Fancy && block > 1);
    }
}
