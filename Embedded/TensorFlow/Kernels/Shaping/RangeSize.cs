using System.Numerics;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>
/// How many values lie from a start up to a limit. Floats are divided in their own type, as TensorFlow does: 0.3 / 0.1 is 3 as
/// float and more than 3 in double. Integers are divided exactly, whatever their width.
/// </summary>
internal static class RangeSize
{
    public static long Of<T>(T start, T limit, T step) where T : unmanaged, INumber<T>
    {
        if (T.Zero is float or double or Half)
        {
            return (long)Math.Ceiling(double.CreateTruncating(T.Abs((limit - start) / step)));
        }

        var (length, width) = (Int128.Abs(Int128.CreateTruncating(limit) - Int128.CreateTruncating(start)), Int128.Abs(Int128.CreateTruncating(step)));
        return (long)Int128.Min(long.MaxValue, (length + width - 1) / width);
    }
}
