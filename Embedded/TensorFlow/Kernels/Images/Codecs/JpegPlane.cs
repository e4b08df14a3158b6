namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>The samples of one component, and how they are spread to the size of the picture.</summary>
/// <param name="Width">Samples of a row that belong to the picture.</param>
/// <param name="Height">Rows that do.</param>
/// <param name="Stride">Samples of a row in memory.</param>
/// <param name="Samples">Row by row.</param>
internal sealed record JpegPlane(int Width, int Height, int Stride, byte[] Samples)
{
    /// <summary>Decodes a component.</summary>
    /// <param name="component">Its coefficients.</param>
    /// <param name="size">Samples across a block: 8, or less to scale down.</param>
    /// <param name="width">Samples of a row that belong to the picture.</param>
    /// <param name="height">Rows that do.</param>
    /// <param name="isFast">The fast variant of the transform.</param>
    public static JpegPlane Decode(JpegComponent component, int size, int width, int height, bool isFast)
    {
        var quantization = component.Quantization ?? throw TensorFlowException.InvalidArgument($"Invalid JPEG data: quantization table was not defined");
        var table = size == 8 && isFast ? InverseDct.FastTable(quantization) : quantization;
        var stride = component.Stride * size;
        var rows = component.Coefficients.Length / 64 / component.Stride;
        var samples = new byte[stride * rows * size];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < component.Stride; column++)
            {
                var target = samples.AsSpan((row * size * stride) + (column * size));
                if (size < 8)
                {
                    ReducedDct.Run(size, component.Block(row, column), table, target, stride);
                }
                else if (isFast)
                {
                    InverseDct.Fast(component.Block(row, column), table, target, stride);
                }
                else
                {
                    InverseDct.Accurate(component.Block(row, column), table, target, stride);
                }
            }
        }

        return new JpegPlane(width, height, stride, samples);
    }

    /// <summary>Spreads the samples: by a triangle filter ("fancy") where libjpeg has one, else by repetition.</summary>
    public JpegPlane Upsample(int across, int down, int width, int height, bool fancy)
    {
        if (across == 1 && down == 1)
        {
            return this;
        }

        return (across, down) switch
        {
            (2, 1) when fancy && Width > 2 => Spread(2, 1, (row, _, target) => Wide(Row(row), target)),
            (2, 2) when fancy && Width > 2 => Spread(2, 2, (row, half, target) => WideAndHigh(Row(row), Row(half == 0 ? row - 1 : row + 1), target)),
            (1, 2) when fancy => Spread(1, 2, (row, half, target) => High(Row(row), Row(half == 0 ? row - 1 : row + 1), half == 0 ? 1 : 2, target)),
            _ => Repeat(across, down, width, height),
        };
    }

    private delegate void RowFilter(int row, int half, Span<byte> target);

    private JpegPlane Spread(int across, int down, RowFilter filter)
    {
        var (width, height) = (Width * across, Height * down);
        var samples = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            filter(y / down, y % down, samples.AsSpan(y * width, width));
        }

        return new JpegPlane(width, height, width, samples);
    }

    // Beyond the first and last row these repeat.
    private ReadOnlySpan<byte> Row(int row) => Samples.AsSpan(Math.Clamp(row, 0, Height - 1) * Stride, Width);

    private static void Wide(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var last = source.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            target[2 * i] = i == 0 ? source[0] : (byte)(((source[i] * 3) + source[i - 1] + 1) >> 2);
            target[(2 * i) + 1] = i == last ? source[last] : (byte)(((source[i] * 3) + source[i + 1] + 2) >> 2);
        }
    }

    private static void High(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int bias, Span<byte> target)
    {
        for (var i = 0; i < near.Length; i++)
        {
            target[i] = (byte)(((near[i] * 3) + far[i] + bias) >> 2);
        }
    }

    private static void WideAndHigh(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<byte> target)
    {
        var last = near.Length - 1;
        for (var i = 0; i <= last; i++)
        {
            var sum = (near[i] * 3) + far[i];
            var before = i == 0 ? sum : (near[i - 1] * 3) + far[i - 1];
            var after = i == last ? sum : (near[i + 1] * 3) + far[i + 1];
            target[2 * i] = (byte)(((sum * 3) + before + 8) >> 4);
            target[(2 * i) + 1] = (byte)(((sum * 3) + after + 7) >> 4);
        }
    }

    private JpegPlane Repeat(int across, int down, int width, int height)
    {
        var samples = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                samples[(y * width) + x] = Samples[(Math.Min(y / down, Height - 1) * Stride) + Math.Min(x / across, Stride - 1)];
            }
        }

        return new JpegPlane(width, height, width, samples);
    }
}
