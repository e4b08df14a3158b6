namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>The window of a convolution or pooling: its size, and the distances between windows and between its taps.</summary>
internal readonly record struct Window2D(int Height, int Width, int StrideHeight = 1, int StrideWidth = 1, int DilationHeight = 1, int DilationWidth = 1)
{
    /// <summary>Lines of the image from the first tap to the last.</summary>
    public int ExtentHeight => ((Height - 1) * DilationHeight) + 1;

    /// <summary>Pixels of a line from the first tap to the last.</summary>
    public int ExtentWidth => ((Width - 1) * DilationWidth) + 1;
}
