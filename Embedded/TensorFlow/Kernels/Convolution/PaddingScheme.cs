namespace Embedded.TensorFlow.Kernels.Convolution;

/// <summary>TensorFlow's <c>padding</c> attribute.</summary>
internal enum PaddingScheme
{
    /// <summary>Only windows that lie wholly in the image.</summary>
    Valid,

    /// <summary>⌈size / stride⌉ outputs; an odd padding pixel goes to the bottom and right.</summary>
    Same,

    /// <summary>Amounts given by <c>explicit_paddings</c>.</summary>
    Explicit,
}
