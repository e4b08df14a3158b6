// Pointers: vectors are loaded from and stored to the kernels' buffers.
namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>A vector of floats of one <see cref="SimdLevel"/>, so that a routine is written once and compiled for each.</summary>
internal unsafe interface IFloatVector<TSelf>
    where TSelf : struct, IFloatVector<TSelf>
{
    /// <summary>Floats in the vector.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> floats.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>The value in every lane.</summary>
    static abstract TSelf Create(float value);

    /// <summary>Lane by lane.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Lane by lane.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>factor · value + addend, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf factor, TSelf value, TSelf addend);

    /// <summary>The value between two bounds; NaN stays NaN.</summary>
    static abstract TSelf Clamp(TSelf low, TSelf high, TSelf value);

    /// <summary>Writes <see cref="Count"/> floats.</summary>
    void Store(float* target);
}
