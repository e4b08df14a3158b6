// Pointers: see IFloatVector.
using System.Runtime.CompilerServices;

namespace Embedded.TensorFlow.Kernels.Gemm;

/// <summary>One float.</summary>
internal readonly unsafe struct FloatScalar(float value) : IFloatVector<FloatScalar>
{
    private readonly float _value = value;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatScalar Load(float* source) => new(*source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatScalar Create(float value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatScalar operator +(FloatScalar left, FloatScalar right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatScalar operator -(FloatScalar left, FloatScalar right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatScalar MultiplyAdd(FloatScalar factor, FloatScalar value, FloatScalar addend) =>
        new(float.MultiplyAddEstimate(factor._value, value._value, addend._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatScalar Clamp(FloatScalar low, FloatScalar high, FloatScalar value) =>
        value._value < low._value ? low : value._value > high._value ? high : value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* target) => *target = _value;
}
