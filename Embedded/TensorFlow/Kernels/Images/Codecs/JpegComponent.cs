namespace Embedded.TensorFlow.Kernels.Images.Codecs;

/// <summary>One colour component of a JPEG: its coefficients, in blocks of 64, natural order.</summary>
internal sealed class JpegComponent(int id, int horizontal, int vertical, int table)
{
    public int Id { get; } = id;

    /// <summary>Sampling factors.</summary>
    public int Horizontal { get; } = horizontal;

    public int Vertical { get; } = vertical;

    /// <summary>Number of the quantisation table.</summary>
    public int Table { get; } = table;

    /// <summary>The table as it stood when the component's first scan began; a file may redefine it later.</summary>
    public int[]? Quantization { get; set; }

    /// <summary>Blocks of the component alone, not padded to whole units.</summary>
    public int BlocksWide { get; private set; }

    public int BlocksHigh { get; private set; }

    /// <summary>Blocks in memory.</summary>
    public int Stride { get; private set; }

    public short[] Coefficients { get; private set; } = [];

    /// <summary>DC prediction while a scan is read.</summary>
    public int Prediction { get; set; }

    public JpegHuffman? Dc { get; set; }

    public JpegHuffman? Ac { get; set; }

    public void Allocate(JpegFrame frame)
    {
        BlocksWide = Ceiling(Ceiling(frame.Width * Horizontal, frame.MostHorizontal), 8);
        BlocksHigh = Ceiling(Ceiling(frame.Height * Vertical, frame.MostVertical), 8);
        Stride = frame.UnitsWide * Horizontal;
        Coefficients = new short[(long)Stride * frame.UnitsHigh * Vertical * 64];
    }

    public Span<short> Block(int row, int column) => Coefficients.AsSpan(((row * Stride) + column) * 64, 64);

    public static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}
