using System.Numerics;
using System.Numerics.Tensors;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>An arithmetic op with vectorised runs.</summary>
internal interface IVectorOp
{
    static abstract void Both<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T>;

    static abstract void Right<T>(ReadOnlySpan<T> x, T y, Span<T> result) where T : unmanaged, INumber<T>;

    static abstract void Left<T>(T x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T>;
}

internal readonly struct AddOp : IVectorOp
{
    public static void Both<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Add(x, y, result);

    public static void Right<T>(ReadOnlySpan<T> x, T y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Add(x, y, result);

    public static void Left<T>(T x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Add(y, x, result);
}

internal readonly struct SubtractOp : IVectorOp
{
    public static void Both<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Subtract(x, y, result);

    public static void Right<T>(ReadOnlySpan<T> x, T y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Subtract(x, y, result);

    public static void Left<T>(T x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Subtract(x, y, result);
}

internal readonly struct MultiplyOp : IVectorOp
{
    public static void Both<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Multiply(x, y, result);

    public static void Right<T>(ReadOnlySpan<T> x, T y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Multiply(x, y, result);

    public static void Left<T>(T x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Multiply(y, x, result);
}

internal readonly struct DivideOp : IVectorOp
{
    public static void Both<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Divide(x, y, result);

    public static void Right<T>(ReadOnlySpan<T> x, T y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Divide(x, y, result);

    public static void Left<T>(T x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Divide(x, y, result);
}

internal readonly struct MaximumOp : IVectorOp
{
    public static void Both<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Max(x, y, result);

    public static void Right<T>(ReadOnlySpan<T> x, T y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Max(x, y, result);

    public static void Left<T>(T x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Max(y, x, result);
}

internal readonly struct MinimumOp : IVectorOp
{
    public static void Both<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Min(x, y, result);

    public static void Right<T>(ReadOnlySpan<T> x, T y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Min(x, y, result);

    public static void Left<T>(T x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Min(y, x, result);
}
