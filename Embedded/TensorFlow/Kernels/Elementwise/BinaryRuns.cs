using System.Numerics;

namespace Embedded.TensorFlow.Kernels.Elementwise;

internal readonly struct VectorRun<TOp, T> : IBinaryRun<T, T> where TOp : IVectorOp where T : unmanaged, INumber<T>
{
    public static void Both(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result) => TOp.Both(x, y, result);

    public static void Right(ReadOnlySpan<T> x, T y, Span<T> result) => TOp.Right(x, y, result);

    public static void Left(T x, ReadOnlySpan<T> y, Span<T> result) => TOp.Left(x, y, result);
}

internal readonly struct ScalarRun<TOp, T> : IBinaryRun<T, T> where TOp : IScalarOp where T : unmanaged, INumber<T>
{
    public static void Both(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x[i], y[i]);
        }
    }

    public static void Right(ReadOnlySpan<T> x, T y, Span<T> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x[i], y);
        }
    }

    public static void Left(T x, ReadOnlySpan<T> y, Span<T> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x, y[i]);
        }
    }
}

internal readonly struct FloatingRun<TOp, T> : IBinaryRun<T, T> where TOp : IFloatingOp where T : unmanaged, IFloatingPointIeee754<T>
{
    public static void Both(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x[i], y[i]);
        }
    }

    public static void Right(ReadOnlySpan<T> x, T y, Span<T> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x[i], y);
        }
    }

    public static void Left(T x, ReadOnlySpan<T> y, Span<T> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x, y[i]);
        }
    }
}

internal readonly struct RelationRun<TOp, T> : IBinaryRun<T, bool> where TOp : IRelation where T : unmanaged, INumber<T>
{
    public static void Both(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x[i], y[i]);
        }
    }

    public static void Right(ReadOnlySpan<T> x, T y, Span<bool> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x[i], y);
        }
    }

    public static void Left(T x, ReadOnlySpan<T> y, Span<bool> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = TOp.Apply(x, y[i]);
        }
    }
}
