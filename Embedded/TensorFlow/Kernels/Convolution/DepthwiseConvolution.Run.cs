// Pointers: see DepthwiseConvolution.cs.
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Convolution;

internal sealed unsafe partial class DepthwiseConvolution
{
    // Pixels done at once: each loaded tap of the filter is then used as often.
    private const int Together = 4;

    /// <summary>One task is one output line: from left to right, and at every place vector by vector of channels, as memory lies.</summary>
    private readonly struct LineRun<TVector>(DepthwiseConvolution owner, Tensors tensors) : IParallelBody
        where TVector : struct, IFloatVector<TVector>
    {
        // The loop runs for long in its first calls, which tiering would spend in unoptimized code.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Invoke(int index)
        {
            var window = owner.Window;
            var geometry = tensors.Geometry;
            var top = (index % geometry.OutputHeight * window.StrideHeight) - geometry.Padding.Top;
            var image = tensors.Input + ((long)(index / geometry.OutputHeight) * tensors.Height * tensors.Width * owner.InputChannels);
            var taps = new Taps
            {
                Columns = window.Width,
                Step = (nint)window.StrideWidth * owner.InputChannels,
                Next = (nint)window.DilationWidth * owner.InputChannels,
                LinePitch = (nint)window.DilationHeight * tensors.Width * owner.InputChannels,
                Outputs = owner.OutputChannels,
            };
            (taps.FirstRow, taps.LastRow) = ConvolutionGeometry.TapsInside(top, window.Height, window.DilationHeight, tensors.Height);
            var target = (long)index * geometry.OutputWidth * owner.OutputChannels;
            for (var x = 0; x < geometry.OutputWidth;)
            {
                var left = (x * window.StrideWidth) - geometry.Padding.Left;
                var pixel = image + ((((long)top * tensors.Width) + left) * owner.InputChannels);
                var end = left + ((Together - 1) * window.StrideWidth) + window.ExtentWidth;
                if (left >= 0 && end <= tensors.Width && x + Together <= geometry.OutputWidth)
                {
                    (taps.FirstColumn, taps.LastColumn) = (0, window.Width);
                    RunTogether(pixel, taps, target);
                    x += Together;
                    target += Together * owner.OutputChannels;
                    continue;
                }

                (taps.FirstColumn, taps.LastColumn) = ConvolutionGeometry.TapsInside(left, window.Width, window.DilationWidth, tensors.Width);
                RunOne(pixel, taps, target);
                x++;
                target += owner.OutputChannels;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunTogether(float* pixel, in Taps taps, long target)
        {
            var channels = owner.OutputChannels;
            var vectors = owner.Multiplier == 1 ? channels / TVector.Count * TVector.Count : 0;
            for (var c = 0; c < vectors; c += TVector.Count)
            {
                SumTogether<TVector>(pixel + c, c, taps, target + c);
            }

            for (var c = vectors; c < channels; c++)
            {
                SumTogether<FloatScalar>(pixel + (c / owner.Multiplier), c, taps, target + c);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void RunOne(float* pixel, in Taps taps, long target)
        {
            var channels = owner.OutputChannels;
            var vectors = owner.Multiplier == 1 ? channels / TVector.Count * TVector.Count : 0;
            for (var c = 0; c < vectors; c += TVector.Count)
            {
                SumOne<TVector>(pixel + c, c, taps, target + c);
            }

            for (var c = vectors; c < channels; c++)
            {
                SumOne<FloatScalar>(pixel + (c / owner.Multiplier), c, taps, target + c);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void SumOne<TLanes>(float* pixel, int channel, in Taps taps, long target)
            where TLanes : struct, IFloatVector<TLanes>
        {
            var sum = Bias<TLanes>(channel);
            for (var row = taps.FirstRow; row < taps.LastRow; row++)
            {
                for (var column = taps.FirstColumn; column < taps.LastColumn; column++)
                {
                    var tap = TLanes.Load(tensors.Filter + (((row * taps.Columns) + column) * taps.Outputs) + channel);
                    sum = TLanes.MultiplyAdd(tap, TLanes.Load(pixel + (row * taps.LinePitch) + (column * taps.Next)), sum);
                }
            }

            Store(sum, target);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void SumTogether<TLanes>(float* pixel, int channel, in Taps taps, long target)
            where TLanes : struct, IFloatVector<TLanes>
        {
            var (step, next, outputs) = (taps.Step, taps.Next, taps.Outputs);
            var line = pixel + (taps.FirstRow * taps.LinePitch);
            var filter = tensors.Filter + (taps.FirstRow * taps.Columns * outputs) + channel;
            var nextLine = taps.LinePitch - (taps.Columns * next);
            var sum0 = Bias<TLanes>(channel);
            var sum1 = sum0;
            var sum2 = sum0;
            var sum3 = sum0;
            for (var row = taps.FirstRow; row < taps.LastRow; row++)
            {
                var column = taps.Columns;
                if (column == 3 && step == next)
                {
                    // Neighbouring windows of three share two of their columns.
                    AddThree(filter, outputs, line, step, ref sum0, ref sum1, ref sum2, ref sum3);
                    line += 3 * next;
                    filter += 3 * outputs;
                    column = 0;
                }
                else if (column >= 3)
                {
                    // Windows of three are the rule; without this the loop's control takes longer than its sums.
                    Add(filter, line, step, ref sum0, ref sum1, ref sum2, ref sum3);
                    Add(filter + outputs, line + next, step, ref sum0, ref sum1, ref sum2, ref sum3);
                    Add(filter + (2 * outputs), line + (2 * next), step, ref sum0, ref sum1, ref sum2, ref sum3);
                    line += 3 * next;
                    filter += 3 * outputs;
                    column -= 3;
                }

                for (; column > 0; column--)
                {
                    Add(filter, line, step, ref sum0, ref sum1, ref sum2, ref sum3);
                    line += next;
                    filter += outputs;
                }

                line += nextLine;
            }

            Store(sum0, target);
            Store(sum1, target + outputs);
            Store(sum2, target + (2 * outputs));
            Store(sum3, target + (3 * outputs));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add<TLanes>(float* filter, float* line, nint step, ref TLanes sum0, ref TLanes sum1, ref TLanes sum2, ref TLanes sum3)
            where TLanes : struct, IFloatVector<TLanes>
        {
            var tap = TLanes.Load(filter);
            sum0 = TLanes.MultiplyAdd(tap, TLanes.Load(line), sum0);
            sum1 = TLanes.MultiplyAdd(tap, TLanes.Load(line + step), sum1);
            sum2 = TLanes.MultiplyAdd(tap, TLanes.Load(line + (2 * step)), sum2);
            sum3 = TLanes.MultiplyAdd(tap, TLanes.Load(line + (3 * step)), sum3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void AddThree<TLanes>(
            float* filter, nint outputs, float* line, nint step, ref TLanes sum0, ref TLanes sum1, ref TLanes sum2, ref TLanes sum3)
            where TLanes : struct, IFloatVector<TLanes>
        {
            var tap0 = TLanes.Load(filter);
            var tap1 = TLanes.Load(filter + outputs);
            var tap2 = TLanes.Load(filter + (2 * outputs));
            var pixel = TLanes.Load(line);
            sum0 = TLanes.MultiplyAdd(tap0, pixel, sum0);
            pixel = TLanes.Load(line + step);
            sum0 = TLanes.MultiplyAdd(tap1, pixel, sum0);
            sum1 = TLanes.MultiplyAdd(tap0, pixel, sum1);
            pixel = TLanes.Load(line + (2 * step));
            sum0 = TLanes.MultiplyAdd(tap2, pixel, sum0);
            sum1 = TLanes.MultiplyAdd(tap1, pixel, sum1);
            sum2 = TLanes.MultiplyAdd(tap0, pixel, sum2);
            pixel = TLanes.Load(line + (3 * step));
            sum1 = TLanes.MultiplyAdd(tap2, pixel, sum1);
            sum2 = TLanes.MultiplyAdd(tap1, pixel, sum2);
            sum3 = TLanes.MultiplyAdd(tap0, pixel, sum3);
            pixel = TLanes.Load(line + (4 * step));
            sum2 = TLanes.MultiplyAdd(tap2, pixel, sum2);
            sum3 = TLanes.MultiplyAdd(tap1, pixel, sum3);
            sum3 = TLanes.MultiplyAdd(tap2, TLanes.Load(line + (5 * step)), sum3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TLanes Bias<TLanes>(int channel)
            where TLanes : struct, IFloatVector<TLanes> => tensors.Bias == null ? TLanes.Create(0) : TLanes.Load(tensors.Bias + channel);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Store<TLanes>(TLanes sum, long target)
            where TLanes : struct, IFloatVector<TLanes>
        {
            if (tensors.Residual != null)
            {
                sum += TLanes.Load(tensors.Residual + target);
            }

            TLanes.Clamp(TLanes.Create(tensors.Low), TLanes.Create(tensors.High), sum).Store(tensors.Output + target);
        }
    }

    /// <summary>The taps of a window that lie in the image, and the distances, in floats, between what they touch.</summary>
    private struct Taps
    {
        public int FirstRow, LastRow, FirstColumn, LastColumn, Columns;

        /// <summary>From a window to the next, a tap to the next, a row of taps to the next, a tap of the filter to the next.</summary>
        public nint Step, Next, LinePitch, Outputs;
    }
}
