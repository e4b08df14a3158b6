using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>A function of two elements over runs of them; the runs are contiguous or one repeated value.</summary>
internal interface IBinaryRun<T, TResult>
{
    static abstract void Both(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<TResult> result);

    static abstract void Right(ReadOnlySpan<T> x, T y, Span<TResult> result);

    static abstract void Left(T x, ReadOnlySpan<T> y, Span<TResult> result);
}

/// <summary>NumPy-style broadcasting: shapes are aligned at the end, sizes of 1 repeat.</summary>
internal static class Broadcasting
{
    public static void Run<T, TResult, TRun>(KernelContext context, DataType resultType)
        where T : unmanaged
        where TResult : unmanaged
        where TRun : IBinaryRun<T, TResult>
    {
        var (x, y) = (context.Input(0), context.Input(1));
        var xs = Elements.Of<T>(x);
        var ys = Elements.Of<T>(y);
        if (x.Shape.SequenceEqual(y.Shape))
        {
            TRun.Both(xs, ys, Elements.Of<TResult>(context.Allocate(0, resultType, x.Shape)));
        }
        else if (ys.Length == 1 && y.Rank <= x.Rank)
        {
            TRun.Right(xs, ys[0], Elements.Of<TResult>(context.Allocate(0, resultType, x.Shape)));
        }
        else if (xs.Length == 1 && x.Rank <= y.Rank)
        {
            TRun.Left(xs[0], ys, Elements.Of<TResult>(context.Allocate(0, resultType, y.Shape)));
        }
        else
        {
            Span<long> shape = stackalloc long[Math.Max(x.Rank, y.Rank)];
            Shape(x.Shape, y.Shape, shape);
            General<T, TResult, TRun>(x.Shape, xs, y.Shape, ys, shape, Elements.Of<TResult>(context.Allocate(0, resultType, shape)));
        }
    }

    /// <summary>One call for every element, for functions that no vector form would make faster.</summary>
    public static void Each<T, TResult>(KernelContext context, DataType resultType, Func<T, T, TResult> function)
        where T : unmanaged
        where TResult : unmanaged
    {
        var (x, y) = (context.Input(0), context.Input(1));
        var shape = new long[Math.Max(x.Rank, y.Rank)];
        Shape(x.Shape, y.Shape, shape);
        var (xAt, yAt) = (new BroadcastIndex(x.Shape, shape), new BroadcastIndex(y.Shape, shape));
        var xs = Elements.Of<T>(x);
        var ys = Elements.Of<T>(y);
        var result = Elements.Of<TResult>(context.Allocate(0, resultType, shape));
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = function(xs[xAt[i]], ys[yAt[i]]);
        }
    }

    /// <summary>Whether the shapes broadcast to each other.</summary>
    public static bool Fit(ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        for (var i = 1; i <= Math.Min(x.Length, y.Length); i++)
        {
            if (x[^i] != y[^i] && x[^i] != 1 && y[^i] != 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <exception cref="TensorFlowException">INVALID_ARGUMENT when the shapes do not fit each other.</exception>
    public static void Shape(ReadOnlySpan<long> x, ReadOnlySpan<long> y, Span<long> result)
    {
        for (var i = 1; i <= result.Length; i++)
        {
            var (a, b) = (i <= x.Length ? x[^i] : 1, i <= y.Length ? y[^i] : 1);
            if (a != b && a != 1 && b != 1)
            {
                throw TensorFlowException.InvalidArgument($"Incompatible shapes: {TensorShape.Format(x)} vs. {TensorShape.Format(y)}");
            }

            result[^i] = a == 1 ? b : a;
        }
    }

    /// <summary>Joins neighbouring dimensions that behave alike; the last run is then as long as can be.</summary>
    public static int Collapse(ReadOnlySpan<long> part, ReadOnlySpan<long> other, ReadOnlySpan<long> shape, Span<int> sizes, Span<bool> fixedPart, Span<bool> fixedOther)
    {
        var count = 0;
        for (var i = shape.Length; i >= 1; i--)
        {
            if (shape[^i] == 1)
            {
                continue;
            }

            var (a, b) = (i > part.Length || part[^i] == 1, i > other.Length || other[^i] == 1);
            if (count > 0 && fixedPart[count - 1] == a && fixedOther[count - 1] == b)
            {
                sizes[count - 1] *= (int)shape[^i];
            }
            else
            {
                (sizes[count], fixedPart[count], fixedOther[count]) = ((int)shape[^i], a, b);
                count++;
            }
        }

        return count;
    }

    private static void General<T, TResult, TRun>(
        ReadOnlySpan<long> xShape, ReadOnlySpan<T> xs, ReadOnlySpan<long> yShape, ReadOnlySpan<T> ys, ReadOnlySpan<long> shape, Span<TResult> result)
        where TRun : IBinaryRun<T, TResult>
    {
        if (result.IsEmpty)
        {
            return;
        }

        var rank = shape.Length;
        Span<int> sizes = stackalloc int[rank];
        Span<bool> xFixed = stackalloc bool[rank];
        Span<bool> yFixed = stackalloc bool[rank];
        var count = Collapse(xShape, yShape, shape, sizes, xFixed, yFixed);
        if (count == 0)
        {
            TRun.Both(xs[..1], ys[..1], result);
            return;
        }

        Span<int> index = stackalloc int[count];
        index.Clear();
        var run = sizes[count - 1];
        for (var done = 0; done < result.Length; done += run)
        {
            var (xAt, yAt) = (Offset(index, sizes, xFixed, count), Offset(index, sizes, yFixed, count));
            var target = result.Slice(done, run);
            if (xFixed[count - 1])
            {
                TRun.Left(xs[xAt], ys.Slice(yAt, run), target);
            }
            else if (yFixed[count - 1])
            {
                TRun.Right(xs.Slice(xAt, run), ys[yAt], target);
            }
            else
            {
                TRun.Both(xs.Slice(xAt, run), ys.Slice(yAt, run), target);
            }

            Advance(index, sizes, count);
        }
    }

    // Position of the run: the last dimension does not count, fixed ones do not move.
    private static int Offset(ReadOnlySpan<int> index, ReadOnlySpan<int> sizes, ReadOnlySpan<bool> isFixed, int count)
    {
        var (offset, step) = (0, isFixed[count - 1] ? 1 : sizes[count - 1]);
        for (var i = count - 2; i >= 0; i--)
        {
            if (!isFixed[i])
            {
                offset += index[i] * step;
                step *= sizes[i];
            }
        }

        return offset;
    }

    private static void Advance(Span<int> index, ReadOnlySpan<int> sizes, int count)
    {
        for (var i = count - 2; i >= 0; i--)
        {
            if (++index[i] < sizes[i])
            {
                return;
            }

            index[i] = 0;
        }
    }
}
