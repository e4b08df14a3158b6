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

    /// <summary>Computes and stores both strips of the tile.</summary>
    public abstract void RunPair(GemmTile* tile);

    /// <summary>Computes and stores the first strip of the tile only.</summary>
    public abstract void RunSingle(GemmTile* tile);
}
