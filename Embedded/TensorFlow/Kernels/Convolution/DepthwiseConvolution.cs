// Pointers: the tensors are pinned for the run, and its tasks address them from several threads.
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>A two-dimensional NHWC convolution that filters every channel on its own (DepthwiseConv2dNative). Immutable; threads share it.</summary>
internal sealed unsafe partial class DepthwiseConvolution
{
    private readonly AlignedFloats _filter;
    private readonly MicroKernel _kernel;

    private DepthwiseConvolution(AlignedFloats filter, in Window2D window, int inputChannels, int multiplier, MicroKernel kernel)
    {
        _filter = filter;
        _kernel = kernel;
        Window = window;
        InputChannels = inputChannels;
        Multiplier = multiplier;
    }

    /// <summary>The window.</summary>
    public Window2D Window { get; }

    /// <summary>Channels of the image.</summary>
    public int InputChannels { get; }

    /// <summary>Outputs of every channel.</summary>
    public int Multiplier { get; }

    /// <summary>Channels of the result.</summary>
    public int OutputChannels => InputChannels * Multiplier;

    /// <summary>Takes a filter of shape [height, width, input channels, multiplier].</summary>
    /// <exception cref="ArgumentException">The filter has another length.</exception>
    public static DepthwiseConvolution Create(
        ReadOnlySpan<float> filter, in Window2D window, int inputChannels, int multiplier, MicroKernel? kernel = null)
    {
        if (filter.Length != (long)window.Height * window.Width * inputChannels * multiplier)
        {
            throw new ArgumentException($"The filter has {filter.Length} values, not {window} x {inputChannels} x {multiplier}.", nameof(filter));
        }

        var aligned = new AlignedFloats(filter.Length);
        filter.CopyTo(new Span<float>(aligned.Pointer, filter.Length));
        return new(aligned, window, inputChannels, multiplier, kernel ?? MicroKernel.Current);
    }

    /// <summary>Convolves a batch of images; parameters as in <see cref="PackedConvolution.Run"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Run(
        ReadOnlySpan<float> input, int batch, int height, int width, Span<float> output, Padding2D padding, in Epilogue epilogue, IntraOpPool pool)
    {
        var geometry = ConvolutionGeometry.Resolve(height, width, Window, PaddingScheme.Explicit, padding);
        var pixels = (long)batch * geometry.OutputHeight * geometry.OutputWidth;
        if (pixels <= 0)
        {
            return;
        }

        if (input.Length < (long)batch * height * width * InputChannels || output.Length < pixels * OutputChannels)
        {
            throw new ArgumentException($"The input has {input.Length} and the output {output.Length} values: too few for {geometry}.");
        }

        epilogue.Validate(pixels, OutputChannels);
        fixed (float* from = input)
        fixed (float* to = output)
        fixed (float* bias = epilogue.Bias)
        fixed (float* residual = epilogue.Residual)
        {
            var tensors = new Tensors
            {
                Input = from,
                Output = to,
                Filter = _filter.Pointer,
                Bias = bias,
                Residual = residual,
                Low = epilogue.Low,
                High = epilogue.High,
                Height = height,
                Width = width,
                Geometry = geometry,
            };
            var lines = batch * geometry.OutputHeight;
            pool = pool.SuitedTo(pixels * OutputChannels * Window.Height * Window.Width);
            switch (_kernel)
            {
                case Vector512Kernel:
                    pool.For(lines, new LineRun<Float512>(this, tensors));
                    break;
                case Vector256Kernel:
                    pool.For(lines, new LineRun<Float256>(this, tensors));
                    break;
                case Vector128Kernel:
                    pool.For(lines, new LineRun<Float128>(this, tensors));
                    break;
                default:
                    pool.For(lines, new LineRun<FloatScalar>(this, tensors));
                    break;
            }
        }

        _filter.KeepAlive();
    }

    private struct Tensors
    {
        public float* Input, Output, Filter, Bias, Residual;
        public float Low, High;
        public int Height, Width;
        public ConvolutionGeometry Geometry;
    }
}
