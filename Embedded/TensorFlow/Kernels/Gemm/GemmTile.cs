// Pointers: one tile is the kernels' unit of work, and all of its addresses are computed by the caller.
namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>
/// One register tile: two strips of rows (equally many in each) times one panel of columns. The rows of
/// a strip are evenly spaced; the sum over k runs over segments of consecutive floats, the same for every row (the rows of a
/// convolution window).
/// </summary>
internal unsafe struct GemmTile
{
    /// <summary>First row of the first and of the second strip.</summary>
    public float* A0, A1;

    /// <summary>Bytes from one row of a strip to the next.</summary>
    public nint RowStride;

    /// <summary>Byte offset of every segment from the row's start.</summary>
    public nint* Segments;

    /// <summary>Number of segments.</summary>
    public int SegmentCount;

    /// <summary>Floats in a segment.</summary>
    public int SegmentLength;

    /// <summary>The packed panel.</summary>
    public float* B;

    /// <summary>One value per column of the panel: the sums start here.</summary>
    public float* Bias;

    /// <summary>First output row of each strip.</summary>
    public float* C0, C1;

    /// <summary>Residual rows, laid out as the output's, or null.</summary>
    public float* R0, R1;

    /// <summary>Bytes from one output row to the next.</summary>
    public nint CStride;

    /// <summary>Bounds that the activation clamps to.</summary>
    public float Low, High;
}
