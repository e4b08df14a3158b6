using System.Numerics;
using System.Numerics.Tensors;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>log(1 + e^x), without overflow for large x.</summary>
internal readonly struct Softplus : IFloatingFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.Max(x[i], T.Zero) + NearZero.Log1p(T.Exp(-T.Abs(x[i])));
        }
    }
}

/// <summary>x / (1 + |x|).</summary>
internal readonly struct Softsign : IFloatingFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] / (T.One + T.Abs(x[i]));
        }
    }
}

/// <summary>e^x - 1 below zero.</summary>
internal readonly struct Elu : IFloatingFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] < T.Zero ? NearZero.Expm1(x[i]) : x[i];
        }
    }
}

/// <summary>Scaled Elu; the constants are those of the paper "Self-Normalizing Neural Networks".</summary>
internal readonly struct Selu : IFloatingFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var scale = T.CreateTruncating(1.0507009873554804934193349852946);
        var scaledAlpha = T.CreateTruncating(1.7580993408473768599402175208123);
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] < T.Zero ? scaledAlpha * NearZero.Expm1(x[i]) : scale * x[i];
        }
    }
}

internal readonly struct Negate : INumericFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T> => TensorPrimitives.Negate(x, y);
}

/// <summary>|x|; the smallest integer, which has no opposite, stays as it is.</summary>
internal readonly struct Absolute : INumericFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            TensorPrimitives.Abs(x, y);
            return;
        }

        for (var i = 0; i < x.Length; i++)
        {
            y[i] = x[i] < T.Zero ? T.Zero - x[i] : T.IsNegative(x[i]) && T.IsZero(x[i]) ? T.Zero : x[i];
        }
    }
}

internal readonly struct Square : INumericFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T> => TensorPrimitives.Multiply(x, x, y);
}

internal readonly struct Relu : INumericFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T> => TensorPrimitives.Max(x, T.Zero, y);
}

internal readonly struct Relu6 : INumericFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>
    {
        TensorPrimitives.Max(x, T.Zero, y);
        TensorPrimitives.Min(y, T.CreateTruncating(6), y);
    }
}

/// <summary>-1, 0 or 1; NaN stays NaN.</summary>
internal readonly struct Signum : INumericFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            var value = NearZero.Flush(x[i]);
            y[i] = T.IsNaN(value) ? value : T.IsZero(value) ? T.Zero : T.IsNegative(value) ? T.Zero - T.One : T.One;
        }
    }
}

/// <summary>1 / x of integers: 1, -1 or 0; a zero fails, as every division by it does.</summary>
internal readonly struct IntegerReciprocal : INumericFunction
{
    public static void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.One / x[i];
        }
    }
}
