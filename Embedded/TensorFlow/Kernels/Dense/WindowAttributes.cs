using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Kernels.Convolution;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>How a window moves over an image, read from the attributes of convolutions and pooling.</summary>
internal sealed record WindowAttributes(PaddingScheme Scheme, Padding2D Padding, int StrideHeight, int StrideWidth, int DilationHeight, int DilationWidth)
{
    public static WindowAttributes Read(GraphNode node)
    {
        var attributes = node.Attributes;
        ChannelsLast.Require(node);
        var strides = Four(attributes, "strides", node);
        var dilations = Four(attributes, "dilations", node);
        var (scheme, padding) = ReadPadding(node);
        return new WindowAttributes(scheme, padding, strides[1], strides[2], dilations[1], dilations[2]);
    }

    public Window2D Window(int height, int width) => new(height, width, StrideHeight, StrideWidth, DilationHeight, DilationWidth);

    /// <summary>Output size and padding for an image.</summary>
    /// <exception cref="TensorFlowException">INVALID_ARGUMENT when the window does not fit.</exception>
    public ConvolutionGeometry Resolve(int height, int width, in Window2D window)
    {
        var geometry = ConvolutionGeometry.Resolve(height, width, window, Scheme, Padding);
        return geometry.OutputHeight >= 0 && geometry.OutputWidth >= 0
            ? geometry
            : throw TensorFlowException.InvalidArgument(
                $"Computed output size would be negative: {geometry.OutputHeight} [input_size: {height}, effective_filter_size: {window.ExtentHeight}, stride: {window.StrideHeight}]");
    }

    private static (PaddingScheme, Padding2D) ReadPadding(GraphNode node)
    {
        if (node.Fusion?.Padding is { } fused)
        {
            return (PaddingScheme.Explicit, new Padding2D(fused[0], fused[1], fused[2], fused[3]));
        }

        var name = node.Attributes.Text("padding", "VALID");
        switch (name)
        {
            case "SAME":
                return (PaddingScheme.Same, default);
            case "VALID":
                return (PaddingScheme.Valid, default);
            case "EXPLICIT":
                var given = node.Attributes.Ints("explicit_paddings");
                return given.Length == 8
                    ? (PaddingScheme.Explicit, new Padding2D((int)given[2], (int)given[3], (int)given[4], (int)given[5]))
                    : throw TensorFlowException.InvalidArgument($"explicit_paddings attribute must contain 8 values, but got: {given.Length}");
            default:
                throw TensorFlowException.InvalidArgument($"Unknown padding type: {name}");
        }
    }

    private static int[] Four(AttributeMap attributes, string name, GraphNode node)
    {
        var values = attributes.Ints(name, 1, 1, 1, 1);
        return values.Length == 4 && values[0] == 1 && values[3] == 1 && values[1] > 0 && values[2] > 0
            ? Array.ConvertAll(values, v => (int)v)
            : throw TensorFlowException.InvalidArgument($"{node.Op} does not support {name} in the batch and depth dimensions, or below one.");
    }
}
