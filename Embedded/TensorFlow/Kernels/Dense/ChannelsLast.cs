using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>What kernels over images take; the pass ChannelsFirstToLast brings the other formats to it.</summary>
internal static class ChannelsLast
{
    public static bool Is(string format) => format is "NHWC" or "NDHWC";

    public static void Require(GraphNode node)
    {
        if (node.Attributes.Text("data_format", "NHWC") is var format && !Is(format))
        {
            throw TensorFlowException.Unimplemented($"{node.Op} with data_format {format} is not implemented by the embedded runtime; export the model with channels last");
        }
    }
}
