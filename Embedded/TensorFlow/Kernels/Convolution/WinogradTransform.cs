// Pointers: pixels are gathered from the image through a table of addresses.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>The three transforms of a tile by Winograd's algorithm: those of its lines, along one axis and then along the other.</summary>
/// <typeparam name="TLine">The algorithm.</typeparam>
internal static unsafe class WinogradTransform<TLine>
    where TLine : struct, IWinogradLine
{
    /// <summary>Lanes of the widest vector.</summary>
    public const int MostLanes = 16;

    private const int Taps = 3;

    /// <summary>Products of a tile.</summary>
    public static int Points => TLine.Inputs * TLine.Inputs;

    /// <summary>G g Gᵀ of as many 3 × 3 filters as the vector has lanes.</summary>
    /// <param name="filter">The first tap.</param>
    /// <param name="tapPitch">Floats from one tap to the next.</param>
    /// <param name="target">Where the first point goes.</param>
    /// <param name="pointPitch">Floats from one point to the next.</param>
    [SkipLocalsInit]
    public static void Filter<TVector>(float* filter, nint tapPitch, float* target, nint pointPitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var half = stackalloc float[TLine.Inputs * Taps * MostLanes];
        var count = TVector.Count;
        for (var x = 0; x < Taps; x++)
        {
            TLine.Filter<TVector>(filter + (x * tapPitch), Taps * tapPitch, half + (x * count), Taps * count);
        }

        for (var y = 0; y < TLine.Inputs; y++)
        {
            TLine.Filter<TVector>(half + (y * Taps * count), count, target + (y * TLine.Inputs * pointPitch), pointPitch);
        }
    }

    /// <summary>Bᵀ d B of one tile.</summary>
    /// <param name="pixels">The tile's pixels, line by line.</param>
    /// <param name="channels">Channels of a pixel, a multiple of the vector's length.</param>
    /// <param name="target">Where the first point goes.</param>
    /// <param name="pointPitch">Floats from one point to the next.</param>
    [SkipLocalsInit]
    public static void Input<TVector>(float** pixels, int channels, float* target, nint pointPitch)
        where TVector : struct, IFloatVector<TVector>
    {
        var half = stackalloc float[Points * MostLanes];
        var count = TVector.Count;
        for (var c = 0; c < channels; c += count)
        {
            for (var y = 0; y < TLine.Inputs; y++)
            {
                TLine.Input<TVector>(pixels + (y * TLine.Inputs), c, half + (y * TLine.Inputs * count), count);
            }

            for (var x = 0; x < TLine.Inputs; x++)
            {
                TLine.Input<TVector>(half + (x * count), TLine.Inputs * count, target + (x * pointPitch) + c, TLine.Inputs * pointPitch);
            }
        }
    }

    /// <summary>Aᵀ m A of one tile and one vector of channels.</summary>
    /// <param name="products">The first point.</param>
    /// <param name="pointPitch">Floats from one point to the next.</param>
    /// <param name="outputs">A vector for each output, line by line.</param>
    [SkipLocalsInit]
    public static void Output<TVector>(float* products, nint pointPitch, float* outputs)
        where TVector : struct, IFloatVector<TVector>
    {
        var half = stackalloc float[TLine.Outputs * TLine.Inputs * MostLanes];
        var count = TVector.Count;
        for (var x = 0; x < TLine.Inputs; x++)
        {
            TLine.Output<TVector>(products + (x * pointPitch), TLine.Inputs * pointPitch, half + (x * count), TLine.Inputs * count);
        }

        for (var y = 0; y < TLine.Outputs; y++)
        {
            TLine.Output<TVector>(half + (y * TLine.Inputs * count), count, outputs + (y * TLine.Outputs * count), count);
        }
    }
}
