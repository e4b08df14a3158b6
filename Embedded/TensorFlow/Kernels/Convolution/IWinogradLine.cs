// Pointers: lines lie in the kernels' buffers, and pixels are gathered from the image through a table of addresses.
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>
/// One of Winograd's algorithms F(m, 3) for a line of m outputs; <see cref="WinogradTransform{TLine}"/> makes the one for a tile of it. Of each
/// matrix the product with one vector is given (Lavin and Gray, "Fast algorithms for convolutional neural networks", 2015).
/// </summary>
internal unsafe interface IWinogradLine
{
    /// <summary>Outputs of a line, m.</summary>
    static abstract int Outputs { get; }

    /// <summary>Inputs of a line and products for it, m + 2.</summary>
    static abstract int Inputs { get; }

    /// <summary>G g: three taps become as many as there are products.</summary>
    /// <param name="source">The first tap.</param>
    /// <param name="sourcePitch">Floats from one tap to the next.</param>
    /// <param name="target">The first result.</param>
    /// <param name="targetPitch">Floats from one result to the next.</param>
    static abstract void Filter<TVector>(float* source, nint sourcePitch, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector>;

    /// <summary>Bᵀ d of pixels.</summary>
    /// <param name="pixels">The pixels.</param>
    /// <param name="channel">Their channel.</param>
    /// <param name="target">The first result.</param>
    /// <param name="targetPitch">Floats from one result to the next.</param>
    static abstract void Input<TVector>(float** pixels, int channel, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector>;

    /// <summary>Bᵀ d of what the first pass has left.</summary>
    static abstract void Input<TVector>(float* source, nint sourcePitch, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector>;

    /// <summary>Aᵀ m: the products become the outputs.</summary>
    static abstract void Output<TVector>(float* source, nint sourcePitch, float* target, nint targetPitch)
        where TVector : struct, IFloatVector<TVector>;
}
