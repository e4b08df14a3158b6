namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Where element i of a broadcast result lies in one of its inputs.</summary>
internal readonly struct BroadcastIndex
{
    private readonly int[] _sizes;
    private readonly int[] _steps;
    private readonly bool _isSame;

    public BroadcastIndex(ReadOnlySpan<long> shape, ReadOnlySpan<long> result)
    {
        _isSame = shape.SequenceEqual(result);
        _sizes = new int[result.Length];
        _steps = new int[result.Length];
        var step = 1;
        for (var i = 1; i <= result.Length; i++)
        {
            var size = i <= shape.Length ? (int)shape[^i] : 1;
            _sizes[^i] = (int)result[^i];
            _steps[^i] = size == 1 ? 0 : step;
            step *= size;
        }
    }

    public int this[int index]
    {
        get
        {
            if (_isSame)
            {
                return index;
            }

            var offset = 0;
            for (var d = _sizes.Length - 1; d >= 0; d--)
            {
                offset += index % _sizes[d] * _steps[d];
                index /= _sizes[d];
            }

            return offset;
        }
    }
}
