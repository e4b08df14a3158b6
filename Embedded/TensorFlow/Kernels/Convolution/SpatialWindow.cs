namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>A window over any number of spatial dimensions: what volumes use, and images whose elements are not float.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Strides">Distances between windows.</param>
/// <param name="Dilations">Distances between taps.</param>
/// <param name="Before">Padding in front.</param>
/// <param name="Outputs">Windows.</param>
internal sealed record SpatialWindow(int[] Kernel, int[] Strides, int[] Dilations, int[] Before, int[] Outputs)
{
    /// <summary>Resolves a padding scheme for an input of the given sizes.</summary>
    /// <param name="sizes">Spatial sizes of the input.</param>
    /// <param name="kernel">Taps.</param>
    /// <param name="strides">Distances between windows.</param>
    /// <param name="dilations">Distances between taps.</param>
    /// <param name="scheme">How the border is padded.</param>
    /// <param name="explicitPadding">Before and after, for each dimension; for <see cref="PaddingScheme.Explicit"/> only.</param>
    /// <exception cref="TensorFlowException">INVALID_ARGUMENT when the window does not fit.</exception>
    public static SpatialWindow Resolve(ReadOnlySpan<long> sizes, int[] kernel, int[] strides, int[] dilations, PaddingScheme scheme, int[] explicitPadding)
    {
        var (before, outputs) = (new int[kernel.Length], new int[kernel.Length]);
        for (var d = 0; d < kernel.Length; d++)
        {
            var (size, extent) = ((int)sizes[d], ((kernel[d] - 1) * dilations[d]) + 1);
            if (scheme == PaddingScheme.Same)
            {
                outputs[d] = (size + strides[d] - 1) / strides[d];
                before[d] = Math.Max(0, ((outputs[d] - 1) * strides[d]) + extent - size) / 2;
                continue;
            }

            var (front, back) = scheme == PaddingScheme.Explicit ? (explicitPadding[2 * d], explicitPadding[(2 * d) + 1]) : (0, 0);
            var padded = size + front + back;
            before[d] = front;
            outputs[d] = padded - extent + strides[d] >= 0
                ? (padded - extent + strides[d]) / strides[d]
                : throw TensorFlowException.InvalidArgument($"Computed output size would be negative: {(padded - extent) / strides[d]} [input_size: {size}, effective_filter_size: {extent}, stride: {strides[d]}]");
        }

        return new SpatialWindow(kernel, strides, dilations, before, outputs);
    }

    public int TapCount => Product(Kernel);

    public int OutputCount => Product(Outputs);

    /// <summary>The input pixel under a tap of a window; -1 in the padding.</summary>
    public int Pixel(int output, int tap, ReadOnlySpan<long> sizes)
    {
        var (pixel, step) = (0, 1);
        for (var d = Kernel.Length - 1; d >= 0; d--)
        {
            var at = (output % Outputs[d] * Strides[d]) - Before[d] + (tap % Kernel[d] * Dilations[d]);
            if ((uint)at >= (uint)sizes[d])
            {
                return -1;
            }

            pixel += at * step;
            step *= (int)sizes[d];
            output /= Outputs[d];
            tap /= Kernel[d];
        }

        return pixel;
    }

    private static int Product(int[] values) => values.Aggregate(1, (product, v) => product * v);
}
