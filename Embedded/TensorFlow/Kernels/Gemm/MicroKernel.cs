// Pointers: see GemmTile.
namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>The innermost loop of every matrix product and convolution, for one vector width.</summary>
internal abstract unsafe class MicroKernel
{
    /// <summary>The largest tile of any level, in floats: room for an edge tile on the stack.</summary>
    public const int MaxTile = 14 * 32;

    private static readonly Vector512Kernel s_vector512 = new();
    private static readonly Vector256Kernel s_vector256 = new();
    private static readonly Vector128Kernel s_vector128 = new();
    private static readonly ScalarKernel s_scalar = new();

    /// <summary>The kernel of the process.</summary>
    public static MicroKernel Current { get; } = Of(SimdLevels.Current);

    /// <summary>Rows in a strip.</summary>
    public abstract int StripLength { get; }

    /// <summary>Rows in a short strip, for lines that whole strips fit badly.</summary>
    public abstract int ShortStripLength { get; }

    /// <summary>Columns in a panel.</summary>
    public abstract int PanelWidth { get; }

    /// <summary>The kernel of a level.</summary>
    public static MicroKernel Of(SimdLevel level) => level switch
    {
        SimdLevel.Vector512 => s_vector512,
        SimdLevel.Vector256 => s_vector256,
        SimdLevel.Vector128 => s_vector128,
        _ => s_scalar,
    };

    /// <summary>The strip length that wastes the fewest rows on lines of <paramref name="width"/>; on a draw the long one, which does more per load.</summary>
    public int StripLengthFor(int width) =>
        Cover(width, ShortStripLength) < Cover(width, StripLength) ? ShortStripLength : StripLength;

    /// <summary>Computes and stores both strips of the tile, or the first only.</summary>
    public void Run(GemmTile* tile, int stripLength, bool pair)
    {
        if (stripLength == StripLength)
        {
            if (pair)
            {
                RunPair(tile);
            }
            else
            {
                RunSingle(tile);
            }
        }
        else if (pair)
        {
            RunShortPair(tile);
        }
        else
        {
            RunShortSingle(tile);
        }
    }

    /// <summary>Computes and stores both strips of the tile.</summary>
    protected abstract void RunPair(GemmTile* tile);

    /// <summary>Computes and stores the first strip of the tile only.</summary>
    protected abstract void RunSingle(GemmTile* tile);

    /// <summary>Computes and stores both short strips of the tile.</summary>
    protected abstract void RunShortPair(GemmTile* tile);

    /// <summary>Computes and stores the first short strip of the tile only.</summary>
    protected abstract void RunShortSingle(GemmTile* tile);

    private static int Cover(int width, int length) => (width + length - 1) / length * length;
}
