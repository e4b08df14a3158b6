// Pointers: see GemmTile.
namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>
/// Output rows of a product as strips: a two-dimensional field of pixels whose lines are cut into strips of
/// <see cref="StripLength"/> pixels, the last of a line being shorter when it must. A matrix is a field of one line.
/// Where a strip is shorter, the kernel still reads (not writes) its full length: the memory must be readable.
/// </summary>
internal unsafe struct StripGrid
{
    /// <summary>Left-hand values of the first pixel.</summary>
    public byte* A;

    /// <summary>Bytes from one line of pixels to the next, and from one pixel to the next.</summary>
    public nint ALinePitch, APixelPitch;

    /// <summary>Pixels in a line.</summary>
    public int Width;

    /// <summary>Pixels in a strip: one of the kernel's two lengths.</summary>
    public int StripLength;

    /// <summary>Strips in a line.</summary>
    public int StripsPerLine;

    /// <summary>Output of the first pixel; pixels follow each other without gaps between lines.</summary>
    public byte* C;

    /// <summary>Residual of the first pixel, laid out as <see cref="C"/>, or null.</summary>
    public byte* R;

    /// <summary>Bytes from one output pixel to the next.</summary>
    public nint CPixelPitch;

    /// <summary>Byte offset of every segment of the sum from the pixel's left-hand values.</summary>
    public nint* Segments;

    /// <summary>Number of segments, and floats in each.</summary>
    public int SegmentCount, SegmentLength;

    /// <summary>One value per column of the whole matrix, or null.</summary>
    public float* Bias;

    /// <summary>Bounds that the activation clamps to.</summary>
    public float Low, High;

    /// <summary>Sets the line's width and the strips it is cut into.</summary>
    public void SetWidth(int width, int stripLength)
    {
        Width = width;
        StripLength = stripLength;
        StripsPerLine = (width + stripLength - 1) / stripLength;
    }
}
