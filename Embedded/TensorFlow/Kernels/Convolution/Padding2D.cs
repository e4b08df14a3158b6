namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>Zero pixels around an image.</summary>
internal readonly record struct Padding2D(int Top, int Bottom, int Left, int Right)
{
    /// <summary>No padding.</summary>
    public static Padding2D None => default;

    /// <summary>Whether there is none.</summary>
    public bool IsNone => (Top | Bottom | Left | Right) == 0;
}
