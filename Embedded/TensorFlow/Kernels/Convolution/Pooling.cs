// Pointers: the tensors are pinned for the run, and its tasks address them from several threads.
using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>Two-dimensional NHWC pooling.</summary>
internal static unsafe class Pooling
{
    /// <summary>The largest value under every window; padding never wins.</summary>
    /// <param name="input">[batch, height, width, channels].</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="height">Image height.</param>
    /// <param name="width">Image width.</param>
    /// <param name="channels">Channels of image and result.</param>
    /// <param name="window">The window.</param>
    /// <param name="geometry">Output size and padding.</param>
    /// <param name="output">[batch, output height, output width, channels].</param>
    /// <param name="pool">The threads to use.</param>
    public static void Max(
        ReadOnlySpan<float> input, int batch, int height, int width, int channels, in Window2D window, in ConvolutionGeometry geometry, Span<float> output, IntraOpPool pool) =>
        Run(input, batch, height, width, channels, window, geometry, output, pool, isMax: true);

    /// <summary>The mean of the values under every window; padding does not count (TensorFlow's AvgPool).</summary>
    /// <inheritdoc cref="Max"/>
    public static void Average(
        ReadOnlySpan<float> input, int batch, int height, int width, int channels, in Window2D window, in ConvolutionGeometry geometry, Span<float> output, IntraOpPool pool) =>
        Run(input, batch, height, width, channels, window, geometry, output, pool, isMax: false);

    private static void Run(
        ReadOnlySpan<float> input,
        int batch,
        int height,
        int width,
        int channels,
        in Window2D window,
        in ConvolutionGeometry geometry,
        Span<float> output,
        IntraOpPool pool,
        bool isMax)
    {
        if (input.Length < (long)batch * height * width * channels
            || output.Length < (long)batch * geometry.OutputHeight * geometry.OutputWidth * channels)
        {
            throw new ArgumentException($"The input has {input.Length} and the output {output.Length} values: too few for {geometry}.");
        }

        fixed (float* from = input)
        fixed (float* to = output)
        {
            var work = (long)batch * geometry.OutputHeight * geometry.OutputWidth * channels * window.Height * window.Width;
            pool.SuitedTo(work).For(batch * geometry.OutputHeight, new LineRun(from, to, height, width, channels, window, geometry, isMax));
        }
    }

    /// <summary>One task is one output line.</summary>
    private readonly struct LineRun(
        float* input, float* output, int height, int width, int channels, Window2D window, ConvolutionGeometry geometry, bool isMax)
        : IParallelBody
    {
        public void Invoke(int index)
        {
            var image = input + ((long)(index / geometry.OutputHeight) * height * width * channels);
            var top = (index % geometry.OutputHeight * window.StrideHeight) - geometry.Padding.Top;
            var (firstRow, lastRow) = Inside(top, window.Height, window.DilationHeight, height);
            var target = output + ((long)index * geometry.OutputWidth * channels);
            for (var x = 0; x < geometry.OutputWidth; x++, target += channels)
            {
                var left = (x * window.StrideWidth) - geometry.Padding.Left;
                var (first, last) = Inside(left, window.Width, window.DilationWidth, width);
                var result = new Span<float>(target, channels);
                result.Fill(isMax ? float.NegativeInfinity : 0f);
                for (var row = firstRow; row < lastRow; row++)
                {
                    var line = (long)(top + (row * window.DilationHeight)) * width;
                    for (var column = first; column < last; column++)
                    {
                        Accumulate(image + ((line + left + (column * window.DilationWidth)) * channels), target);
                    }
                }

                if (!isMax)
                {
                    Divide(result, (lastRow - firstRow) * (last - first));
                }
            }
        }

        private static (int First, int Last) Inside(int start, int taps, int dilation, int size)
        {
            var first = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
            var last = start >= size ? 0 : Math.Min(taps, ((size - 1 - start) / dilation) + 1);
            return (Math.Min(first, last), last);
        }

        private static void Divide(Span<float> values, int count)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] /= count;
            }
        }

        private void Accumulate(float* from, float* to)
        {
            var i = 0;
            for (; i <= channels - Vector<float>.Count; i += Vector<float>.Count)
            {
                var old = Vector.Load(to + i);
                var value = Vector.Load(from + i);
                Vector.Store(isMax ? Vector.Max(old, value) : old + value, to + i);
            }

            for (; i < channels; i++)
            {
                to[i] = isMax ? MathF.Max(to[i], from[i]) : to[i] + from[i];
            }
        }
    }
}
