using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Format.Bundle;

/// <summary>Copies what two parts of one tensor have in common.</summary>
internal static class SliceCopy
{
    public static void Copy(Tensor source, TensorSlice sourcePart, Tensor target, TensorSlice targetPart)
    {
        var rank = source.Rank;
        var starts = new long[rank];
        var lengths = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            var (a, b) = (sourcePart.Extents[i], targetPart.Extents[i]);
            starts[i] = Math.Max(a.Start, b.Start);
            lengths[i] = Math.Min(a.Start + a.Length, b.Start + b.Length) - starts[i];
            if (lengths[i] <= 0)
            {
                return;
            }
        }

        var row = rank == 0 ? 1 : (int)lengths[^1];
        var index = (long[])starts.Clone();
        do
        {
            TensorBlock.Copy(source, (int)Offset(index, sourcePart, source.Shape), target, (int)Offset(index, targetPart, target.Shape), row);
        }
        while (Advance(index, starts, lengths));
    }

    private static long Offset(long[] index, TensorSlice part, ReadOnlySpan<long> shape)
    {
        var offset = 0L;
        for (var i = 0; i < index.Length; i++)
        {
            offset = (offset * shape[i]) + index[i] - part.Extents[i].Start;
        }

        return offset;
    }

    // Every dimension but the last, which is copied as a row.
    private static bool Advance(long[] index, long[] starts, long[] lengths)
    {
        for (var i = index.Length - 2; i >= 0; i--)
        {
            if (++index[i] < starts[i] + lengths[i])
            {
                return true;
            }

            index[i] = starts[i];
        }

        return false;
    }
}
