namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Reads elements in another order: what transposing, repeating and broadcasting come down to.</summary>
internal static class StridedCopy
{
    /// <summary>Element (i0, i1, …) of the result is source[start + i0 * steps[0] + i1 * steps[1] + …].</summary>
    public static void Run<T>(ReadOnlySpan<T> source, ReadOnlySpan<int> steps, ReadOnlySpan<long> shape, Span<T> target, int start = 0)
    {
        if (target.IsEmpty)
        {
            return;
        }

        if (shape.Length == 0)
        {
            target[0] = source[start];
            return;
        }

        Span<long> index = stackalloc long[shape.Length];
        index.Clear();
        var (run, step, at) = ((int)shape[^1], steps[^1], start);
        for (var done = 0; done < target.Length; done += run)
        {
            if (step == 1)
            {
                source.Slice(at, run).CopyTo(target[done..]);
            }
            else
            {
                for (int i = 0, from = at; i < run; i++, from += step)
                {
                    target[done + i] = source[from];
                }
            }

            for (var d = shape.Length - 2; d >= 0; d--)
            {
                at += steps[d];
                if (++index[d] < shape[d])
                {
                    break;
                }

                at -= (int)shape[d] * steps[d];
                index[d] = 0;
            }
        }
    }
}
