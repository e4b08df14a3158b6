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

    /// <summary>Lane by lane.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Lane by lane.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>factor · value + addend, rounded once where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf factor, TSelf value, TSelf addend);

    /// <summary>The value between two bounds; NaN stays NaN.</summary>
    static abstract TSelf Clamp(TSelf low, TSelf high, TSelf value);

    /// <summary>The larger of each pair; where <paramref name="right"/> is NaN, NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The nearest whole numbers, halves to even ones.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>2 to the power of whole numbers from -126 to 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary>Each lane of the second where the first's is below zero, of the third elsewhere.</summary>
    static abstract TSelf WhereNegative(TSelf condition, TSelf negative, TSelf otherwise);

    /// <summary>The sum of the lanes.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The largest lane.</summary>
    static abstract float Largest(TSelf value);

    /// <summary>Writes <see cref="Count"/> floats.</summary>
    void Store(float* target);
}
