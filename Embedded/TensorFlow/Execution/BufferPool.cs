namespace Embedded.TensorFlow.Execution;

/// <summary>Memory for the intermediate values of one frame: a buffer goes back when the last slot that points to it is released.</summary>
internal sealed class BufferPool
{
    // A buffer up to this many times too large is reused rather than a fitting one added: shapes of neighbouring layers differ by 2 or 4.
    private const int LargestWaste = 4;

    private readonly List<TensorBuffer> _all = [];
    private readonly List<TensorBuffer> _free = [];

    public TensorBuffer Rent(int bytes)
    {
        var best = -1;
        for (var i = 0; i < _free.Count; i++)
        {
            var length = _free[i].Length;
            if (length >= bytes && length <= (long)LargestWaste * Math.Max(bytes, 4096) && (best < 0 || length < _free[best].Length))
            {
                best = i;
            }
        }

        TensorBuffer buffer;
        if (best >= 0)
        {
            buffer = _free[best];
            _free.RemoveAt(best);
        }
        else
        {
            buffer = TensorBuffer.Allocate(bytes, clear: false, pooled: true);
            _all.Add(buffer);
        }

        buffer.Holders = 1;
        return buffer;
    }

    public static void Hold(Tensor tensor)
    {
        if (tensor.BufferOrNull is { IsPooled: true } buffer)
        {
            buffer.Holders++;
        }
    }

    public void Release(Tensor tensor)
    {
        if (tensor.BufferOrNull is { IsPooled: true } buffer && --buffer.Holders == 0)
        {
            _free.Add(buffer);
        }
    }

    /// <summary>Counts the holders anew from the values that are alive.</summary>
    public void Recount(IEnumerable<Tensor?> alive)
    {
        _free.Clear();
        foreach (var buffer in _all)
        {
            buffer.Holders = 0;
        }

        foreach (var tensor in alive)
        {
            if (tensor is not null)
            {
                Hold(tensor);
            }
        }

        _free.AddRange(_all.Where(b => b.Holders == 0));
    }
}
