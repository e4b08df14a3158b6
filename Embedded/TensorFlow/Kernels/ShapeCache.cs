namespace Embedded.TensorFlow.Kernels;

/// <summary>What a kernel worked out for the shapes of its last run; models run with the same shapes over and over. Threads may share it.</summary>
internal sealed class ShapeCache<T> where T : class
{
    private volatile Entry? _last;

    /// <param name="x">The first input.</param>
    /// <param name="y">The second input.</param>
    /// <param name="make">Works it out.</param>
    public T GetOrAdd(Tensor x, Tensor y, Func<Tensor, Tensor, T> make)
    {
        var last = _last;
        if (last is null || !x.Shape.SequenceEqual(last.X) || !y.Shape.SequenceEqual(last.Y))
        {
            last = new Entry(x.Shape.ToArray(), y.Shape.ToArray(), make(x, y));
            _last = last;
        }

        return last.Value;
    }

    private sealed record Entry(long[] X, long[] Y, T Value);
}
