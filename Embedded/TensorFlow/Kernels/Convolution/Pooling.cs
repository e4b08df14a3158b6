// Pointers: the tensors are pinned for the run, and its tasks address them from several threads.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>Two-dimensional NHWC pooling.</summary>
internal static unsafe class Pooling
{
    /// <summary>
    /// The largest value under every window; padding never wins. As in TensorFlow, values that are not numbers are passed over, and a window
    /// without a number gives the lowest finite one.
    /// </summary>
    /// <param name="input">[batch, height, width, channels].</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="height">Image height.</param>
    /// <param name="width">Image width.</param>
    /// <param name="channels">Channels of image and result.</param>
    /// <param name="window">The window.</param>
    /// <param name="geometry">Output size and padding.</param>
    /// <param name="output">[batch, output height, output width, channels].</param>
    /// <param name="pool">The threads to use.</param>
    /// <param name="level">The vector width; that of the process by default.</param>
    public static void Max(
        ReadOnlySpan<float> input,
        int batch,
        int height,
        int width,
        int channels,
        in Window2D window,
        in ConvolutionGeometry geometry,
        Span<float> output,
        IntraOpPool pool,
        SimdLevel? level = null) =>
        Run<Largest>(input, batch, height, width, channels, window, geometry, output, pool, level);

    /// <summary>The mean of the values under every window; padding does not count (TensorFlow's AvgPool).</summary>
    /// <inheritdoc cref="Max"/>
    public static void Average(
        ReadOnlySpan<float> input,
        int batch,
        int height,
        int width,
        int channels,
        in Window2D window,
        in ConvolutionGeometry geometry,
        Span<float> output,
        IntraOpPool pool,
        SimdLevel? level = null) =>
        Run<Mean>(input, batch, height, width, channels, window, geometry, output, pool, level);

    private static void Run<TReduction>(
        ReadOnlySpan<float> input,
        int batch,
        int height,
        int width,
        int channels,
        in Window2D window,
        in ConvolutionGeometry geometry,
        Span<float> output,
        IntraOpPool pool,
        SimdLevel? level)
        where TReduction : struct, IWindowReduction
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
            var run = new LineRun<TReduction>(from, to, height, width, channels, window, geometry, level ?? SimdLevels.Current);
            pool.SuitedTo(work).For(batch * geometry.OutputHeight, run);
        }
    }

    /// <summary>One task is one output line.</summary>
    private readonly struct LineRun<TReduction>(
        float* input, float* output, int height, int width, int channels, Window2D window, ConvolutionGeometry geometry, SimdLevel level)
        : IParallelBody
        where TReduction : struct, IWindowReduction
    {
        public void Invoke(int index)
        {
            switch (level)
            {
                case SimdLevel.Vector512:
                    Line<Float512>(index);
                    break;
                case SimdLevel.Vector256:
                    Line<Float256>(index);
                    break;
                case SimdLevel.Vector128:
                    Line<Float128>(index);
                    break;
                default:
                    Line<FloatScalar>(index);
                    break;
            }
        }

        // The loops run for long in their first calls, which tiering would spend in unoptimized code.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Line<TVector>(int index)
            where TVector : struct, IFloatVector<TVector>
        {
            var image = input + ((long)(index / geometry.OutputHeight) * height * width * channels);
            var top = (index % geometry.OutputHeight * window.StrideHeight) - geometry.Padding.Top;
            var (firstRow, lastRow) = ConvolutionGeometry.TapsInside(top, window.Height, window.DilationHeight, height);
            var taps = new Taps
            {
                Rows = lastRow - firstRow,
                Next = (nint)window.DilationWidth * channels,
                LinePitch = (nint)window.DilationHeight * width * channels,
            };
            var line = image + ((long)(top + (firstRow * window.DilationHeight)) * width * channels);
            var target = output + ((long)index * geometry.OutputWidth * channels);
            var vectors = channels / TVector.Count * TVector.Count;
            for (var x = 0; x < geometry.OutputWidth; x++, target += channels)
            {
                var left = (x * window.StrideWidth) - geometry.Padding.Left;
                var (first, last) = ConvolutionGeometry.TapsInside(left, window.Width, window.DilationWidth, width);
                taps.Columns = last - first;
                var from = line + ((nint)(left + (first * window.DilationWidth)) * channels);
                for (var c = 0; c < vectors; c += TVector.Count)
                {
                    Reduce<TVector>(from + c, taps, target + c);
                }

                for (var c = vectors; c < channels; c++)
                {
                    Reduce<FloatScalar>(from + c, taps, target + c);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Reduce<TLanes>(float* from, in Taps taps, float* to)
            where TLanes : struct, IFloatVector<TLanes>
        {
            var (rows, columns, next, pitch) = (taps.Rows, taps.Columns, taps.Next, taps.LinePitch);
            var result = TLanes.Create(TReduction.Initial);
            for (; rows > 0; rows--, from += pitch)
            {
                var tap = from;
                for (var column = columns; column > 0; column--, tap += next)
                {
                    result = TReduction.Add(result, TLanes.Load(tap));
                }
            }

            TReduction.Finish(result, taps.Rows * columns).Store(to);
        }
    }

    /// <summary>The taps that lie in the image, and the distances, in floats, from one to the next.</summary>
    private struct Taps
    {
        public int Rows, Columns;
        public nint Next, LinePitch;
    }

    private interface IWindowReduction
    {
        static abstract float Initial { get; }

        static abstract TLanes Add<TLanes>(TLanes result, TLanes value)
            where TLanes : struct, IFloatVector<TLanes>;

        static abstract TLanes Finish<TLanes>(TLanes result, int count)
            where TLanes : struct, IFloatVector<TLanes>;
    }

    private readonly struct Largest : IWindowReduction
    {
        public static float Initial => float.MinValue;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Add<TLanes>(TLanes result, TLanes value)
            where TLanes : struct, IFloatVector<TLanes> => TLanes.Max(value, result);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Finish<TLanes>(TLanes result, int count)
            where TLanes : struct, IFloatVector<TLanes> => result;
    }

    private readonly struct Mean : IWindowReduction
    {
        public static float Initial => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Add<TLanes>(TLanes result, TLanes value)
            where TLanes : struct, IFloatVector<TLanes> => result + value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLanes Finish<TLanes>(TLanes result, int count)
            where TLanes : struct, IFloatVector<TLanes> => result / TLanes.Create(count);
    }
}
