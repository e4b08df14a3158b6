using System.Numerics;
using System.Numerics.Tensors;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>
/// Convolution by its definition, for volumes and for types other than float: every value is multiplied with the row of
/// weights that leads from it to all output channels.
/// </summary>
internal static class DirectConvolution
{
    /// <summary>Forward.</summary>
    /// <param name="input">[batch, sizes…, channels].</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="filter">[taps…, channels / groups, outputs].</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="window">The window.</param>
    /// <param name="output">[batch, windows…, outputs].</param>
    public static void Run<T>(ReadOnlySpan<T> input, ReadOnlySpan<long> shape, ReadOnlySpan<T> filter, int outputs, int groups, SpatialWindow window, Span<T> output)
        where T : unmanaged, INumberBase<T>
    {
        output.Clear();
        var sizes = shape[1..^1];
        var channels = (int)shape[^1];
        var (taps, windows, image) = (window.TapCount, window.OutputCount, channels * JoinSizes(shape[1..^1]));
        var (depth, width) = (channels / groups, outputs / groups);
        for (var b = 0; b < shape[0]; b++)
        {
            for (var w = 0; w < windows; w++)
            {
                var row = output.Slice(((b * windows) + w) * outputs, outputs);
                for (var tap = 0; tap < taps; tap++)
                {
                    if (window.Pixel(w, tap, sizes) is >= 0 and var pixel)
                    {
                        Accumulate(input.Slice((b * image) + (pixel * channels), channels), filter.Slice(tap * depth * outputs, depth * outputs), depth, width, row);
                    }
                }
            }
        }
    }

    /// <summary>Each channel with filters of its own: [taps…, channels, multiplier].</summary>
    public static void Depthwise<T>(ReadOnlySpan<T> input, ReadOnlySpan<long> shape, ReadOnlySpan<T> filter, int multiplier, SpatialWindow window, Span<T> output)
        where T : unmanaged, INumberBase<T>
    {
        output.Clear();
        var sizes = shape[1..^1];
        var channels = (int)shape[^1];
        var (taps, windows, image) = (window.TapCount, window.OutputCount, channels * JoinSizes(shape[1..^1]));
        for (var at = 0; at < shape[0] * windows; at++)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                if (window.Pixel(at % windows, tap, sizes) is >= 0 and var pixel)
                {
                    var values = input.Slice((at / windows * image) + (pixel * channels), channels);
                    for (var i = 0; i < channels * multiplier; i++)
                    {
                        output[(at * channels * multiplier) + i] += values[i / multiplier] * filter[(tap * channels * multiplier) + i];
                    }
                }
            }
        }
    }

    /// <summary>Backwards to the input, which is what a transposed convolution is.</summary>
    /// <param name="gradient">[batch, windows…, outputs].</param>
    /// <param name="filter">[taps…, channels, outputs].</param>
    /// <param name="shape">Of the result: [batch, sizes…, channels].</param>
    /// <param name="outputs">Channels of the gradient.</param>
    /// <param name="window">The window of the forward convolution.</param>
    /// <param name="result">Where the sums go.</param>
    /// <param name="pool">Threads.</param>
    public static void Transposed(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> filter, ReadOnlySpan<long> shape, int outputs, SpatialWindow window, Span<float> result, IntraOpPool pool)
    {
        result.Clear();
        var sizes = shape[1..^1];
        var channels = (int)shape[^1];
        var (taps, windows, image) = (window.TapCount, window.OutputCount, channels * JoinSizes(shape[1..^1]));

        // One product gives what every window sends to every tap; a second pass adds it up. Chunks bound the memory between.
        var chunk = Math.Max(1, (1 << 20) / Math.Max(1, taps * channels));
        var sent = new float[(long)Math.Min(chunk, windows) * taps * channels];
        for (var b = 0; b < shape[0]; b++)
        {
            for (var start = 0; start < windows; start += chunk)
            {
                var count = Math.Min(chunk, windows - start);
                var rows = gradient.Slice(((b * windows) + start) * outputs, count * outputs);
                Gemm.MatMul.Run(rows, filter, sent.AsSpan(0, count * taps * channels), count, outputs, taps * channels, transposeA: false, transposeB: true, default, pool);
                for (var i = 0; i < count * taps; i++)
                {
                    if (window.Pixel(start + (i / taps), i % taps, sizes) is >= 0 and var pixel)
                    {
                        var target = result.Slice((b * image) + (pixel * channels), channels);
                        TensorPrimitives.Add(target, sent.AsSpan(i * channels, channels), target);
                    }
                }
            }
        }
    }

    private static void Accumulate<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights, int depth, int width, Span<T> row) where T : unmanaged, INumberBase<T>
    {
        for (var c = 0; c < values.Length; c++)
        {
            var target = row.Slice(c / depth * width, width);
            TensorPrimitives.MultiplyAdd(weights.Slice((c % depth * row.Length) + (c / depth * width), width), values[c], target, target);
        }
    }

    private static int JoinSizes(ReadOnlySpan<long> sizes) => Shaping.JoinKernels.Product(sizes);
}
