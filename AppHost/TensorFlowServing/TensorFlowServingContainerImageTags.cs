namespace Rollcall.AppHost.TensorFlowServing;

/// <summary>The image that the node image is built on.</summary>
internal static class TensorFlowServingContainerImageTags
{
    public const string Image = "tensorflow/serving";

    public const string Tag = "2.20.0";
}
