using System.Numerics;
using System.Numerics.Tensors;

namespace Embedded.TensorFlow.Kernels.Reduction;

/// <summary>How many numbers become one.</summary>
internal interface IReduction
{
    /// <summary>The result of nothing.</summary>
    static abstract T Empty<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>;

    /// <summary>The result of one run of at least one number.</summary>
    static abstract T Run<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>;

    /// <summary>Joins two rows of results.</summary>
    static abstract void Join<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T>;
}

internal readonly struct SumReduction : IReduction
{
    public static T Empty<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.Zero;

    public static T Run<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => TensorPrimitives.Sum(values);

    public static void Join<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Add(x, y, result);
}

internal readonly struct ProductReduction : IReduction
{
    public static T Empty<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.One;

    public static T Run<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => TensorPrimitives.Product(values);

    public static void Join<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Multiply(x, y, result);
}

internal readonly struct MaxReduction : IReduction
{
    public static T Empty<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.CreateSaturating(double.NegativeInfinity);

    public static T Run<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => TensorPrimitives.Max(values);

    public static void Join<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Max(x, y, result);
}

internal readonly struct MinReduction : IReduction
{
    public static T Empty<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> => T.CreateSaturating(double.PositiveInfinity);

    public static T Run<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T> => TensorPrimitives.Min(values);

    public static void Join<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) where T : unmanaged, INumber<T> => TensorPrimitives.Min(x, y, result);
}
