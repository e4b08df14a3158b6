using System.Buffers;
using System.Numerics;

namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>
/// Reduces one group of neighbouring dimensions after the other, the last first: each step is [outer, reduced, inner] and runs
/// over whole rows.
/// </summary>
internal static class ReductionLoop
{
    public static void Run<T, TReduction>(ReadOnlySpan<T> source, ReadOnlySpan<long> shape, bool[] reduced, Span<T> result)
        where T : unmanaged, INumber<T>
        where TReduction : IReduction
    {
        Span<int> sizes = stackalloc int[shape.Length];
        Span<bool> goes = stackalloc bool[shape.Length];
        var groups = Group(shape, reduced, sizes, goes);
        var inner = 1;
        T[]? owned = null;
        var length = source.Length;
        for (var g = groups - 1; g >= 0; g--)
        {
            if (!goes[g])
            {
                inner *= sizes[g];
                continue;
            }

            length /= sizes[g];
            var last = !goes[..g].Contains(true);
            var next = last ? null : ArrayPool<T>.Shared.Rent(length);
            Step<T, TReduction>(source, sizes[g], inner, last ? result : next.AsSpan(0, length));
            Return(owned);
            owned = next;
            if (next is not null)
            {
                source = next.AsSpan(0, length);
            }
        }

        if (!goes[..groups].Contains(true))
        {
            source.CopyTo(result);
        }
    }

    private static int Group(ReadOnlySpan<long> shape, bool[] reduced, Span<int> sizes, Span<bool> goes)
    {
        var count = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            if (count > 0 && goes[count - 1] == reduced[i])
            {
                sizes[count - 1] *= (int)shape[i];
            }
            else
            {
                (sizes[count], goes[count]) = ((int)shape[i], reduced[i]);
                count++;
            }
        }

        return count;
    }

    private static void Step<T, TReduction>(ReadOnlySpan<T> source, int size, int inner, Span<T> target)
        where T : unmanaged, INumber<T>
        where TReduction : IReduction
    {
        var outer = target.Length / inner;
        for (var o = 0; o < outer; o++)
        {
            var block = source.Slice(o * size * inner, size * inner);
            if (inner == 1)
            {
                target[o] = TReduction.Run(block);
                continue;
            }

            var row = target.Slice(o * inner, inner);
            block[..inner].CopyTo(row);
            for (var i = 1; i < size; i++)
            {
                TReduction.Join(row, block.Slice(i * inner, inner), row);
            }
        }
    }

    private static void Return<T>(T[]? array)
    {
        if (array is not null)
        {
            ArrayPool<T>.Shared.Return(array);
        }
    }
}
