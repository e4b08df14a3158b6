using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>How rows of one segment join.</summary>
internal enum SegmentMode
{
    Sum,
    Mean,
    SquareRootMean,
    Product,
    Maximum,
    Minimum,
}

/// <summary>Rows joined by the segment they belong to: sorted, unsorted, and picked by index first ("sparse").</summary>
internal static class SegmentKernels
{
    private static readonly (string Name, SegmentMode Mode)[] s_modes =
    [
        ("Sum", SegmentMode.Sum), ("Mean", SegmentMode.Mean), ("Prod", SegmentMode.Product), ("Max", SegmentMode.Maximum), ("Min", SegmentMode.Minimum),
    ];

    public static void Add(KernelFamilyBuilder family)
    {
        family.Begin("Segments", "numbers");
        foreach (var (name, mode) in s_modes)
        {
            family.Add("Segment" + name, context => Sorted(context, mode));
            family.Add("Segment" + name + "V2", context => Run(context, mode, Elements.Integer(context.Input(2)), unsorted: true));
            family.Add("UnsortedSegment" + name, context => Run(context, mode, Elements.Integer(context.Input(2)), unsorted: true));
        }

        foreach (var (name, mode) in (ReadOnlySpan<(string, SegmentMode)>)[("Sum", SegmentMode.Sum), ("Mean", SegmentMode.Mean), ("SqrtN", SegmentMode.SquareRootMean)])
        {
            family.Add("SparseSegment" + name, context => Sparse(context, mode, -1));
            family.Add($"SparseSegment{name}WithNumSegments", context => Sparse(context, mode, Elements.Integer(context.Input(3))));
        }
    }

    private static void Sorted(KernelContext context, SegmentMode mode)
    {
        var segments = Elements.Integers(context.Input(1));
        for (var i = 1; i < segments.Length; i++)
        {
            if (segments[i] < segments[i - 1])
            {
                throw TensorFlowException.InvalidArgument($"segment ids are not increasing");
            }
        }

        if (segments.Length != context.Input(0).Shape[0])
        {
            throw TensorFlowException.InvalidArgument($"segment_ids should be the same size as dimension 0 of input.");
        }

        if (segments.Length > 0 && segments[0] < 0)
        {
            throw TensorFlowException.InvalidArgument($"segment ids must be >= 0");
        }

        Run(context, mode, segments.Length == 0 ? 0 : segments[^1] + 1, unsorted: false);
    }

    private static void Run(KernelContext context, SegmentMode mode, long count, bool unsorted)
    {
        var (data, ids) = (context.Input(0), context.Input(1));
        if (ids.Rank > data.Rank || !data.Shape[..ids.Rank].SequenceEqual(ids.Shape) || count < 0)
        {
            throw TensorFlowException.InvalidArgument($"data.shape = {TensorShape.Format(data.Shape)} does not start with segment_ids.shape = {TensorShape.Format(ids.Shape)}");
        }

        var segments = Elements.Integers(ids);
        long[] shape = [count, .. data.Shape[ids.Rank..]];
        TypeDispatch.Numeric(data.DType, new Body(segments, null, shape, mode, unsorted), context);
    }

    private static void Sparse(KernelContext context, SegmentMode mode, long count)
    {
        var (data, rows, segments) = (context.Input(0), Elements.Integers(context.Input(1)), Elements.Integers(context.Input(2)));
        if (rows.Length != segments.Length || data.Rank < 1)
        {
            throw TensorFlowException.InvalidArgument($"segment_ids and indices should have same size.");
        }

        count = count >= 0 ? count : segments.Length == 0 ? 0 : segments[^1] + 1;
        TypeDispatch.Numeric(data.DType, new Body(segments, rows, [count, .. data.Shape[1..]], mode, unsorted: false), context);
    }

    private readonly struct Body(long[] segments, long[]? rows, long[] shape, SegmentMode mode, bool unsorted) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var data = context.Input(0);
            var source = Elements.Of<T>(data);
            var target = Elements.Of<T>(context.Allocate(0, data.DType, shape));
            var width = JoinKernels.Product(shape.AsSpan(1));
            target.Fill(Start<T>());
            var counts = new int[shape[0]];
            for (var i = 0; i < segments.Length; i++)
            {
                // Unsorted forms drop what has a negative segment.
                if (segments[i] < 0 && unsorted)
                {
                    continue;
                }

                var row = rows is null ? i : rows[i];
                if ((ulong)segments[i] >= (ulong)shape[0])
                {
                    var place = Elements.Place(context.Input(rows is null ? 1 : 2).Shape, i);
                    throw TensorFlowException.InvalidArgument($"segment_ids{place} = {segments[i]} is out of range [0, {shape[0]})");
                }

                if (rows is not null && (ulong)row >= (ulong)data.Shape[0])
                {
                    throw TensorFlowException.InvalidArgument($"indices[{i}] == {row} out of range [0, {data.Shape[0]})");
                }

                counts[segments[i]]++;
                Join(source.Slice((int)row * width, width), target.Slice((int)segments[i] * width, width));
            }

            Finish(target, width, counts);
        }

        private T Start<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => mode switch
        {
            SegmentMode.Product => T.One,
            SegmentMode.Maximum => T.MinValue,
            SegmentMode.Minimum => T.MaxValue,
            _ => T.Zero,
        };

        private void Join<T>(ReadOnlySpan<T> row, Span<T> into) where T : unmanaged, INumber<T>
        {
            for (var i = 0; i < row.Length; i++)
            {
                into[i] = mode switch
                {
                    SegmentMode.Product => into[i] * row[i],
                    SegmentMode.Maximum => T.Max(into[i], row[i]),
                    SegmentMode.Minimum => T.Min(into[i], row[i]),
                    _ => into[i] + row[i],
                };
            }
        }

        // A segment without rows is zero in sorted forms, one for products, and the type's bound for unsorted extremes.
        private void Finish<T>(Span<T> target, int width, int[] counts) where T : unmanaged, INumber<T>
        {
            for (var segment = 0; segment < counts.Length; segment++)
            {
                var row = target.Slice(segment * width, width);
                if (counts[segment] == 0 && !unsorted && (mode is SegmentMode.Maximum or SegmentMode.Minimum))
                {
                    row.Clear();
                }
                else if (counts[segment] > 1 && (mode is SegmentMode.Mean or SegmentMode.SquareRootMean))
                {
                    var divisor = mode == SegmentMode.Mean ? T.CreateTruncating(counts[segment]) : T.CreateTruncating(Math.Sqrt(counts[segment]));
                    for (var i = 0; i < row.Length; i++)
                    {
                        row[i] /= divisor;
                    }
                }
            }
        }
    }
}
