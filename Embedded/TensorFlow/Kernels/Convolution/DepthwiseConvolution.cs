// Pointers: the tensors are pinned for the run, and its tasks address them from several threads.
using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>A two-dimensional NHWC convolution that filters every channel on its own (DepthwiseConv2dNative). Immutable; threads share it.</summary>
internal sealed unsafe class DepthwiseConvolution
{
    private readonly float[] _filter;

    private DepthwiseConvolution(float[] filter, in Window2D window, int inputChannels, int multiplier)
    {
        _filter = filter;
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
    public static DepthwiseConvolution Create(ReadOnlySpan<float> filter, in Window2D window, int inputChannels, int multiplier)
    {
        if (filter.Length != (long)window.Height * window.Width * inputChannels * multiplier)
        {
            throw new ArgumentException($"The filter has {filter.Length} values, not {window} x {inputChannels} x {multiplier}.", nameof(filter));
        }

        return new(filter.ToArray(), window, inputChannels, multiplier);
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
        fixed (float* filter = _filter)
        fixed (float* bias = epilogue.Bias)
        fixed (float* residual = epilogue.Residual)
        {
            pool.For(
                batch * geometry.OutputHeight,
                new LineRun(this, geometry, height, width)
                {
                    Input = from,
                    Output = to,
                    Filter = filter,
                    Bias = bias,
                    Residual = residual,
                    Low = epilogue.Low,
                    High = epilogue.High,
                });
        }
    }

    /// <summary>One task is one output line.</summary>
    private readonly struct LineRun(DepthwiseConvolution owner, ConvolutionGeometry geometry, int height, int width) : IParallelBody
    {
        public float* Input { get; init; }

        public float* Output { get; init; }

        public float* Filter { get; init; }

        public float* Bias { get; init; }

        public float* Residual { get; init; }

        public float Low { get; init; }

        public float High { get; init; }

        public void Invoke(int index)
        {
            var window = owner.Window;
            var image = Input + ((long)(index / geometry.OutputHeight) * height * width * owner.InputChannels);
            var top = (index % geometry.OutputHeight * window.StrideHeight) - geometry.Padding.Top;
            for (var x = 0; x < geometry.OutputWidth; x++)
            {
                var pixel = (((long)index * geometry.OutputWidth) + x) * owner.OutputChannels;
                var target = new Span<float>(Output + pixel, owner.OutputChannels);
                if (Residual == null)
                {
                    Accumulate(image, top, (x * window.StrideWidth) - geometry.Padding.Left, target, default);
                }
                else
                {
                    Accumulate(image, top, (x * window.StrideWidth) - geometry.Padding.Left, target, new(Residual + pixel, owner.OutputChannels));
                }
            }
        }

        private void Accumulate(float* image, int top, int left, Span<float> target, ReadOnlySpan<float> residual)
        {
            var window = owner.Window;
            var vectors = owner.Multiplier == 1 ? target.Length / Vector<float>.Count * Vector<float>.Count : 0;
            for (var c = 0; c < vectors; c += Vector<float>.Count)
            {
                var sum = Bias == null ? Vector<float>.Zero : Vector.Load(Bias + c);
                for (var row = 0; row < window.Height; row++)
                {
                    var y = top + (row * window.DilationHeight);
                    for (var column = 0; (uint)y < (uint)height && column < window.Width; column++)
                    {
                        var x = left + (column * window.DilationWidth);
                        if ((uint)x < (uint)width)
                        {
                            var values = Vector.Load(image + ((((long)y * width) + x) * owner.InputChannels) + c);
                            sum += values * Vector.Load(Filter + ((((long)row * window.Width) + column) * owner.InputChannels) + c);
                        }
                    }
                }

                if (!residual.IsEmpty)
                {
                    sum += new Vector<float>(residual[c..]);
                }

                Vector.Min(new Vector<float>(High), Vector.Max(new Vector<float>(Low), sum)).CopyTo(target[c..]);
            }

            for (var o = vectors; o < target.Length; o++)
            {
                target[o] = Clamp(One(image, top, left, o) + (residual.IsEmpty ? 0f : residual[o]));
            }
        }

        private float One(float* image, int top, int left, int o)
        {
            var window = owner.Window;
            var sum = Bias == null ? 0f : Bias[o];
            for (var row = 0; row < window.Height; row++)
            {
                var y = top + (row * window.DilationHeight);
                for (var column = 0; (uint)y < (uint)height && column < window.Width; column++)
                {
                    var x = left + (column * window.DilationWidth);
                    if ((uint)x < (uint)width)
                    {
                        sum += image[((((long)y * width) + x) * owner.InputChannels) + (o / owner.Multiplier)]
                            * Filter[((((long)row * window.Width) + column) * owner.OutputChannels) + o];
                    }
                }
            }

            return sum;
        }

        private float Clamp(float value) => value < Low ? Low : value > High ? High : value;
    }
}
