namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>A batch of images, NHWC.</summary>
internal readonly record struct ImageShape(int Batch, int Height, int Width, int Channels)
{
    public static ImageShape Of(Tensor tensor) => tensor.Rank == 4
        ? new ImageShape((int)tensor.Shape[0], (int)tensor.Shape[1], (int)tensor.Shape[2], (int)tensor.Shape[3])
        : throw TensorFlowException.InvalidArgument($"input must be 4-dimensional: {TensorShape.Format(tensor.Shape)}");
}
