namespace Embedded.TensorFlow.Kernels.Quantization;

/// <summary>The slices of a tensor that have a range of their own: one along an axis, or the whole.</summary>
internal sealed class ChannelSlices
{
    private readonly float[] _lows;
    private readonly float[] _highs;
    private readonly int _inner;
    private readonly bool _isWhole;

    /// <param name="tensor">The values.</param>
    /// <param name="axis">The axis; negative for one range for all.</param>
    /// <param name="low">Lower ends.</param>
    /// <param name="high">Upper ends.</param>
    public ChannelSlices(Tensor tensor, int axis, Tensor low, Tensor high)
    {
        _isWhole = axis < 0;
        (_lows, _highs) = (Array.ConvertAll(Doubles.Read(low), v => (float)v), Array.ConvertAll(Doubles.Read(high), v => (float)v));
        if (axis >= tensor.Rank)
        {
            throw TensorFlowException.InvalidArgument($"Axis must be less than input dimension({tensor.Rank}): {axis}");
        }

        Count = _isWhole ? 1 : (int)tensor.Shape[axis];
        _inner = _isWhole ? 1 : Shaping.JoinKernels.Product(tensor.Shape[(axis + 1)..]);
        if (_lows.Length != Count || _highs.Length != Count)
        {
            throw TensorFlowException.InvalidArgument($"min_range and max_range must have {Count} elements, got {_lows.Length} and {_highs.Length}");
        }

        for (var c = 0; c < Count; c++)
        {
            if (!(_lows[c] <= _highs[c]))
            {
                throw TensorFlowException.InvalidArgument($"Invalid range: {_lows[c]} > {_highs[c]}");
            }
        }
    }

    public int Count { get; }

    public int Of(int index) => _isWhole ? 0 : index / _inner % Count;

    public (float Low, float High) Range(int slice) => (_lows[slice], _highs[slice]);

    public Tensor Bounds(float[] values) => _isWhole ? Tensor.Scalar(values[0]) : Tensor.From([values.Length], values.AsSpan());
}
