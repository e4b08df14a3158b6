using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Parts of a tensor.</summary>
internal static class SliceKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Slicing", "all")
        .Add("Slice", Slice)
        .Add("StridedSlice", StridedSlice);

    private static void Slice(KernelContext context)
    {
        var x = context.Input(0);
        var (begin, size) = (Elements.Integers(context.Input(1)), Elements.Integers(context.Input(2)));
        if (begin.Length != x.Rank || size.Length != x.Rank)
        {
            throw TensorFlowException.InvalidArgument($"Expected begin and size arguments to be 1-D tensors of size {x.Rank}, but got shapes [{begin.Length}] and [{size.Length}] instead.");
        }

        for (var i = 0; i < x.Rank; i++)
        {
            if (begin[i] < 0 || begin[i] > x.Shape[i])
            {
                throw TensorFlowException.InvalidArgument($"Expected begin[{i}] in [0, {x.Shape[i]}], but got {begin[i]}");
            }

            size[i] = size[i] == -1 ? x.Shape[i] - begin[i] : size[i];
            if (size[i] < 0 || begin[i] > x.Shape[i] - size[i])
            {
                throw TensorFlowException.InvalidArgument($"Expected size[{i}] in [0, {Math.Max(0, x.Shape[i] - begin[i])}], but got {size[i]}");
            }
        }

        var ones = new long[x.Rank];
        Array.Fill(ones, 1);
        TypeDispatch.Moving(x.DType, new SteppedBody(begin, ones, size, size), context);
    }

    private static KernelBody StridedSlice(KernelBuild build)
    {
        var masks = StridedSliceMasks.Read(build.Attributes);
        Known? last = null;
        return context =>
        {
            var x = context.Input(0);
            Span<long> buffer = stackalloc long[3 * TensorShape.MaxRank];
            var begin = Elements.Integers(context.Input(1), buffer[..TensorShape.MaxRank]);
            var end = Elements.Integers(context.Input(2), buffer[TensorShape.MaxRank..(2 * TensorShape.MaxRank)]);
            var strides = Elements.Integers(context.Input(3), buffer[(2 * TensorShape.MaxRank)..]);

            // Threads share the kernel; each sees one whole specification or another.
            var known = Volatile.Read(ref last);
            if (known is null || !known.Is(x.Shape, begin, end, strides))
            {
                known = new Known(x.Shape.ToArray(), begin.ToArray(), end.ToArray(), strides.ToArray(), masks);
                Volatile.Write(ref last, known);
            }

            var spec = known.Spec;
            TypeDispatch.Moving(x.DType, new SteppedBody(spec.Begin, spec.Stride, spec.Size, spec.Shape), context);
        };
    }

    // begin, stride and size per input dimension; shape is that of the result.
    private readonly struct SteppedBody(long[] begin, long[] stride, long[] size, long[] shape) : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var x = context.Input(0);
            var source = Cells.Of<T>(x);
            var target = Cells.Of<T>(context.Allocate(0, x.DType, shape));
            if (target.IsEmpty)
            {
                return;
            }

            var rank = size.Length;
            if (rank == 0)
            {
                source.CopyTo(target);
                return;
            }

            Span<int> steps = stackalloc int[rank];
            TensorShape.Strides(x.Shape, steps);
            Span<long> index = stackalloc long[rank];
            index.Clear();
            var run = (int)size[^1];
            for (var done = 0; done < target.Length; done += run)
            {
                var from = 0L;
                for (var d = 0; d < rank; d++)
                {
                    from += (begin[d] + (index[d] * stride[d])) * steps[d];
                }

                CopyRun(source, (int)from, (int)stride[^1], target.Slice(done, run));
                for (var d = rank - 2; d >= 0 && ++index[d] == size[d]; d--)
                {
                    index[d] = 0;
                }
            }
        }

        private static void CopyRun<T>(Span<T> source, int from, int step, Span<T> target)
        {
            if (step == 1)
            {
                source.Slice(from, target.Length).CopyTo(target);
                return;
            }

            for (var i = 0; i < target.Length; i++, from += step)
            {
                target[i] = source[from];
            }
        }
    }

    /// <summary>What a slice is of one shape, for the next run with it.</summary>
    private sealed class Known(long[] input, long[] begin, long[] end, long[] strides, StridedSliceMasks masks)
    {
        public StridedSliceSpec Spec { get; } = StridedSliceSpec.Resolve(input, begin, end, strides, masks);

        public bool Is(ReadOnlySpan<long> otherInput, ReadOnlySpan<long> otherBegin, ReadOnlySpan<long> otherEnd, ReadOnlySpan<long> otherStrides) =>
            otherInput.SequenceEqual(input) && otherBegin.SequenceEqual(begin) && otherEnd.SequenceEqual(end) && otherStrides.SequenceEqual(strides);
    }
}
