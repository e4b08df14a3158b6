using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Kernels.Convolution;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>How a window moves over an image or a volume, for any number of spatial dimensions.</summary>
internal sealed record VolumeAttributes(int[] Strides, int[] Dilations, PaddingScheme Scheme, int[] Padding)
{
    /// <param name="node">A convolution or pooling over <paramref name="dimensions"/> spatial dimensions.</param>
    /// <param name="dimensions">2 for images, 3 for volumes.</param>
    public static VolumeAttributes Read(GraphNode node, int dimensions)
    {
        ChannelsLast.Require(node);
        var scheme = node.Attributes.Text("padding", "VALID") switch
        {
            "SAME" => PaddingScheme.Same,
            "VALID" => PaddingScheme.Valid,
            "EXPLICIT" => PaddingScheme.Explicit,
            var name => throw TensorFlowException.InvalidArgument($"Unknown padding type: {name}"),
        };
        var padding = scheme == PaddingScheme.Explicit ? Array.ConvertAll(node.Attributes.Ints("explicit_paddings"), v => (int)v) : [];
        if (scheme == PaddingScheme.Explicit && padding.Length != 2 * (dimensions + 2))
        {
            throw TensorFlowException.InvalidArgument($"explicit_paddings attribute must contain {2 * (dimensions + 2)} values, but got: {padding.Length}");
        }

        if (node.Fusion?.Padding is { } fused)
        {
            return new VolumeAttributes(Inner(node, "strides", dimensions), Inner(node, "dilations", dimensions), PaddingScheme.Explicit, [.. fused]);
        }

        return new VolumeAttributes(
            Inner(node, "strides", dimensions), Inner(node, "dilations", dimensions), scheme, scheme == PaddingScheme.Explicit ? padding[2..^2] : []);
    }

    public SpatialWindow Resolve(ReadOnlySpan<long> sizes, int[] kernel) => SpatialWindow.Resolve(sizes, kernel, Strides, Dilations, Scheme, Padding);

    /// <summary>The spatial entries of an attribute that has one for every dimension.</summary>
    public static int[] Inner(GraphNode node, string name, int dimensions)
    {
        var ones = new long[dimensions + 2];
        Array.Fill(ones, 1);
        var values = node.Attributes.Ints(name, ones);
        return values.Length == dimensions + 2 && values[0] == 1 && values[^1] == 1 && Array.TrueForAll(values, v => v is > 0 and < int.MaxValue)
            ? Array.ConvertAll(values[1..^1], v => (int)v)
            : throw TensorFlowException.InvalidArgument($"{node.Op} does not support {name} in the batch and depth dimensions, or below one: {TensorShape.Format(values)}");
    }
}
