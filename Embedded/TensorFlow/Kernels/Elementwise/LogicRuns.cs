namespace Embedded.TensorFlow.Kernels.Elementwise;

internal readonly struct AndRun : IBinaryRun<bool, bool>
{
    public static void Both(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = x[i] & y[i];
        }
    }

    public static void Right(ReadOnlySpan<bool> x, bool y, Span<bool> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = x[i] & y;
        }
    }

    public static void Left(bool x, ReadOnlySpan<bool> y, Span<bool> result) => Right(y, x, result);
}

internal readonly struct OrRun : IBinaryRun<bool, bool>
{
    public static void Both(ReadOnlySpan<bool> x, ReadOnlySpan<bool> y, Span<bool> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = x[i] | y[i];
        }
    }

    public static void Right(ReadOnlySpan<bool> x, bool y, Span<bool> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = x[i] | y;
        }
    }

    public static void Left(bool x, ReadOnlySpan<bool> y, Span<bool> result) => Right(y, x, result);
}
