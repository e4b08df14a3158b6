using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>
/// Floats that no integer of the wanted type holds. C++ leaves them undefined, and TensorFlow's answer is what an x86 processor
/// makes of them: it converts to 32 or 64 bits, gives the lowest number for what does not fit, and narrower types take the low bits.
/// </summary>
internal static class OutOfRange
{
    /// <summary>Whether plain conversion does.</summary>
    public static bool Fit<TFrom, T>(ReadOnlySpan<TFrom> source)
        where TFrom : unmanaged, INumber<TFrom>
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => source.IsEmpty
        || (double.CreateTruncating(TensorPrimitives.Min(source)) > double.CreateTruncating(T.MinValue) - 1
            && double.CreateTruncating(TensorPrimitives.Max(source)) < double.CreateTruncating(T.MaxValue) + 1);

    public static void Convert<TFrom, T>(ReadOnlySpan<TFrom> source, Span<T> target)
        where TFrom : unmanaged, INumber<TFrom>
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < source.Length; i++)
        {
            var value = double.CreateTruncating(source[i]);
            target[i] = T.Zero is ulong ? T.CreateTruncating(Unsigned(value))
                : Unsafe.SizeOf<T>() == sizeof(long) || T.Zero is uint ? T.CreateTruncating(Long(value))
                : T.CreateTruncating(Int(value));
        }
    }

    private static int Int(double value) => value is > int.MinValue - 1.0 and < int.MaxValue + 1.0 ? (int)value : int.MinValue;

    private static long Long(double value) => value is >= long.MinValue and < -(double)long.MinValue ? (long)value : long.MinValue;

    // The upper half is moved down first, and its bit set again.
    private static ulong Unsigned(double value) =>
        value >= -(double)long.MinValue ? (ulong)Long(value + long.MinValue) ^ (1UL << 63) : (ulong)Long(value);
}
