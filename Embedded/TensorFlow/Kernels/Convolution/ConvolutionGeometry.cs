namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>Output size and explicit padding of a window over an image, by TensorFlow's rules.</summary>
internal readonly record struct ConvolutionGeometry(int OutputHeight, int OutputWidth, Padding2D Padding)
{
    /// <summary>Resolves a scheme. A size below zero means that the window does not fit (TensorFlow refuses such a node).</summary>
    public static ConvolutionGeometry Resolve(int height, int width, in Window2D window, PaddingScheme scheme, Padding2D explicitPadding = default)
    {
        if (scheme == PaddingScheme.Same)
        {
            var (rows, top, bottom) = Same(height, window.ExtentHeight, window.StrideHeight);
            var (columns, left, right) = Same(width, window.ExtentWidth, window.StrideWidth);
            return new(rows, columns, new(top, bottom, left, right));
        }

        var padding = scheme == PaddingScheme.Explicit ? explicitPadding : Padding2D.None;
        return new(
            Outputs(height + padding.Top + padding.Bottom, window.ExtentHeight, window.StrideHeight),
            Outputs(width + padding.Left + padding.Right, window.ExtentWidth, window.StrideWidth),
            padding);
    }

    /// <summary>Which taps of a window lie within an image, along one of its axes.</summary>
    /// <param name="start">Where the window begins; below zero when it begins in the padding.</param>
    /// <param name="taps">Taps of the window.</param>
    /// <param name="dilation">Distance between them.</param>
    /// <param name="size">Size of the image.</param>
    /// <returns>The first, and the one after the last; equal when there is none.</returns>
    public static (int First, int Last) TapsInside(int start, int taps, int dilation, int size)
    {
        var first = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
        var last = start >= size ? 0 : Math.Min(taps, ((size - 1 - start) / dilation) + 1);
        return (Math.Min(first, last), last);
    }

    private static int Outputs(int size, int extent, int stride) => size < extent - stride ? -1 : (size - extent + stride) / stride;

    private static (int Outputs, int Before, int After) Same(int size, int extent, int stride)
    {
        var outputs = (size + stride - 1) / stride;
        var padding = Math.Max(0, ((outputs - 1) * stride) + extent - size);
        return (outputs, padding / 2, padding - (padding / 2));
    }
}
