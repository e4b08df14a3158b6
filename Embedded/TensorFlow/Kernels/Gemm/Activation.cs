namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>The function applied to every output before it is stored.</summary>
internal enum Activation
{
    /// <summary>The value itself.</summary>
    None,

    /// <summary>max(0, x); NaN stays NaN.</summary>
    Relu,

    /// <summary>min(6, max(0, x)); NaN stays NaN.</summary>
    Relu6,
}
