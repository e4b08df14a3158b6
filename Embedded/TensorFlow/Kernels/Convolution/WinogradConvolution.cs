// Pointers: the tensors are pinned for the run, and its blocks address them from several threads.
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>
/// A 3 × 3 convolution of stride 1 by Winograd's algorithms: F(4×4, 3×3) takes a quarter of the multiplications for four times the weights, and
/// has several times the rounding error of a direct sum; F(2×2, 3×3) takes 4/9 of them for 16/9 of the weights. Immutable; threads share it.
/// </summary>
internal sealed unsafe partial class WinogradConvolution
{
    // Below this the transforms, whose cost grows with the sum of the channels, eat what the products, which grow with their
    // product, save. Above the limits on weights, reading so many more costs more than the arithmetic saved.
    private const int FewestChannels = 32;

    // 256 channels: F(4×4) on an image of 14 × 14 takes as long as F(2×2), since its 9 MiB of weights come from memory; on two threads, that share the
    // memory, it takes longer. 512 channels on 7 × 7: F(2×2) takes an eighth less than direct sums on one thread, but a quarter more on two, and 15 MB more.
    private const long MostWeightsOfFour = 128 * 128;
    private const long MostWeightsOfTwo = 256 * 256;

    private readonly MicroKernel _kernel;
    private readonly bool _isFour;
    private readonly AlignedFloats _weights;
    private readonly AlignedFloats _zeros;
    private readonly int _inputs;
    private readonly int _outputs;

    private WinogradConvolution(MicroKernel kernel, bool isFour, AlignedFloats weights, int inputs, int outputs)
    {
        _kernel = kernel;
        _isFour = isFour;
        _weights = weights;
        _inputs = inputs;
        _outputs = outputs;
        _zeros = new AlignedFloats(Math.Max(inputs, kernel.PanelWidth));
        new Span<float>(_zeros.Pointer, (int)_zeros.Length).Clear();
    }

    private int Panels => _outputs / _kernel.PanelWidth;

    /// <summary>Whether a convolution can be done this way and gains by it.</summary>
    public static bool Suits(MicroKernel kernel, in Window2D window, int inputs, int outputs, int groups) =>
        window == new Window2D(3, 3)
        && groups == 1
        && inputs >= FewestChannels
        && outputs >= FewestChannels
        && (long)inputs * outputs <= MostWeightsOfTwo
        && inputs % kernel.PanelWidth == 0
        && outputs % kernel.PanelWidth == 0;

    /// <summary>Transforms and packs a filter [3, 3, inputs, outputs]: panel by panel, in it point by point, in it input by input.</summary>
    public static WinogradConvolution Create(ReadOnlySpan<float> filter, int inputs, int outputs, MicroKernel kernel)
    {
        var isFour = (long)inputs * outputs <= MostWeightsOfFour;
        return new(
            kernel,
            isFour,
            isFour ? Pack<WinogradFour>(filter, inputs, outputs, kernel) : Pack<WinogradTwo>(filter, inputs, outputs, kernel),
            inputs,
            outputs);
    }

    /// <summary>Convolves a batch; parameters as in <see cref="PackedConvolution.Run"/>, lengths already checked.</summary>
    public void Run(
        ReadOnlySpan<float> input,
        int batch,
        int height,
        int width,
        Span<float> output,
        in ConvolutionGeometry geometry,
        in Epilogue epilogue,
        IntraOpPool pool)
    {
        fixed (float* a = input)
        fixed (float* c = output)
        fixed (float* bias = epilogue.Bias)
        fixed (float* residual = epilogue.Residual)
        {
            var tensors = new Tensors
            {
                Input = a,
                Output = c,
                Bias = bias,
                Residual = residual,
                Low = epilogue.Low,
                High = epilogue.High,
                Height = height,
                Width = width,
                Geometry = geometry,
            };
            if (_isFour)
            {
                Run<WinogradFour>(tensors, batch, pool);
            }
            else
            {
                Run<WinogradTwo>(tensors, batch, pool);
            }
        }

        _weights.KeepAlive();
        _zeros.KeepAlive();
    }

    private static AlignedFloats Pack<TLine>(ReadOnlySpan<float> filter, int inputs, int outputs, MicroKernel kernel)
        where TLine : struct, IWinogradLine
    {
        var weights = new AlignedFloats((long)WinogradTransform<TLine>.Points * inputs * outputs);
        switch (kernel)
        {
            case Vector512Kernel:
                Pack<TLine, Float512>(filter, inputs, outputs, kernel.PanelWidth, weights.Pointer);
                break;
            case Vector256Kernel:
                Pack<TLine, Float256>(filter, inputs, outputs, kernel.PanelWidth, weights.Pointer);
                break;
            case Vector128Kernel:
                Pack<TLine, Float128>(filter, inputs, outputs, kernel.PanelWidth, weights.Pointer);
                break;
            default:
                Pack<TLine, FloatScalar>(filter, inputs, outputs, kernel.PanelWidth, weights.Pointer);
                break;
        }

        return weights;
    }

    private static void Pack<TLine, TVector>(ReadOnlySpan<float> filter, int inputs, int outputs, int panelWidth, float* weights)
        where TLine : struct, IWinogradLine
        where TVector : struct, IFloatVector<TVector>
    {
        fixed (float* source = filter)
        {
            nint pointPitch = inputs * panelWidth;
            for (var panel = 0; panel < outputs; panel += panelWidth)
            {
                for (var c = 0; c < inputs; c++)
                {
                    for (var lane = 0; lane < panelWidth; lane += TVector.Count)
                    {
                        WinogradTransform<TLine>.Filter<TVector>(
                            source + ((nint)c * outputs) + panel + lane,
                            (nint)inputs * outputs,
                            weights + (WinogradTransform<TLine>.Points * pointPitch * (panel / panelWidth)) + (c * panelWidth) + lane,
                            pointPitch);
                    }
                }
            }
        }
    }

    private void Run<TLine>(in Tensors tensors, int batch, IntraOpPool pool)
        where TLine : struct, IWinogradLine
    {
        switch (_kernel)
        {
            case Vector512Kernel:
                Run<TLine, Float512>(tensors, batch, pool);
                break;
            case Vector256Kernel:
                Run<TLine, Float256>(tensors, batch, pool);
                break;
            case Vector128Kernel:
                Run<TLine, Float128>(tensors, batch, pool);
                break;
            default:
                Run<TLine, FloatScalar>(tensors, batch, pool);
                break;
        }
    }

    private void Run<TLine, TVector>(in Tensors tensors, int batch, IntraOpPool pool)
        where TLine : struct, IWinogradLine
        where TVector : struct, IFloatVector<TVector>
    {
        var run = new BlockRun<TLine, TVector>(this, tensors, batch, pool.Parallelism);
        pool.For(run.Tasks, run);
    }

    private struct Tensors
    {
        public float* Input, Output, Bias, Residual;
        public float Low, High;
        public int Height, Width;
        public ConvolutionGeometry Geometry;
    }
}
