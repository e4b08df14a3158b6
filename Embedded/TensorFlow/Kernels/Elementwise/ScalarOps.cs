using System.Numerics;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>A function of two numbers, element by element.</summary>
internal interface IScalarOp
{
    static abstract T Apply<T>(T x, T y) where T : unmanaged, INumber<T>;
}

/// <summary>A function of two floating-point numbers, element by element.</summary>
internal interface IFloatingOp
{
    static abstract T Apply<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>A relation of two numbers.</summary>
internal interface IRelation
{
    static abstract bool Apply<T>(T x, T y) where T : unmanaged, INumber<T>;
}

internal readonly struct SquaredDifferenceOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T> => (x - y) * (x - y);
}

/// <summary>Rounds towards zero; the smallest integer divided by -1 wraps, where the processor would trap.</summary>
internal readonly struct TruncateDivideOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T> =>
        T.IsNegative(y) && y + T.One == T.Zero ? T.Zero - x : x / y;
}

/// <summary>Rounds towards minus infinity, also for integers.</summary>
internal readonly struct FloorDivideOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T>
    {
        switch (x)
        {
            case float:
                return T.CreateTruncating(MathF.Floor(float.CreateTruncating(x / y)));
            case double:
                return T.CreateTruncating(Math.Floor(double.CreateTruncating(x / y)));
            case Half:
                return T.CreateTruncating(Half.Floor(Half.CreateTruncating(x / y)));
        }

        if (T.IsNegative(y) && y + T.One == T.Zero)
        {
            return T.Zero - x;
        }

        var (quotient, remainder) = (x / y, x % y);
        return T.IsZero(remainder) || T.IsNegative(remainder) == T.IsNegative(y) ? quotient : quotient - T.One;
    }
}

/// <summary>The remainder takes the divisor's sign.</summary>
internal readonly struct FloorModOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T>
    {
        var remainder = Remainder.Of(x, y);
        return T.IsZero(remainder) || T.IsNegative(remainder) == T.IsNegative(y) ? remainder : remainder + y;
    }
}

internal readonly struct TruncateModOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T> => Remainder.Of(x, y);
}

/// <summary>x - trunc(x / y) * y, which is 0 for -1 where the processor would trap.</summary>
internal static class Remainder
{
    public static T Of<T>(T x, T y) where T : unmanaged, INumber<T> =>
        T.IsInteger(y) && T.IsNegative(y) && y + T.One == T.Zero && T.IsInteger(x) ? T.Zero : x % y;
}

internal readonly struct DivideNoNanOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T> => T.IsZero(y) ? T.Zero : x / y;
}

internal readonly struct PowOp : IFloatingOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.Pow(x, y);
}

/// <summary>Powers of integers wrap.</summary>
internal readonly struct IntegerPowOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T>
    {
        if (T.IsNegative(y))
        {
            throw TensorFlowException.InvalidArgument($"Integers to negative integer powers are not allowed");
        }

        var result = T.One;
        for (var exponent = ulong.CreateTruncating(y); exponent > 0; exponent >>= 1, x *= x)
        {
            result *= (exponent & 1) == 1 ? x : T.One;
        }

        return result;
    }
}

internal readonly struct Atan2Op : IFloatingOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.Atan2(x, y);
}

internal readonly struct XdivyOp : IFloatingOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.IsZero(x) ? T.Zero : x / y;
}

internal readonly struct XlogyOp : IFloatingOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.IsZero(x) ? T.Zero : x * T.Log(y);
}

internal readonly struct EqualRelation : IRelation
{
    public static bool Apply<T>(T x, T y) where T : unmanaged, INumber<T> => x == y;
}

internal readonly struct NotEqualRelation : IRelation
{
    public static bool Apply<T>(T x, T y) where T : unmanaged, INumber<T> => x != y;
}

internal readonly struct LessRelation : IRelation
{
    public static bool Apply<T>(T x, T y) where T : unmanaged, INumber<T> => x < y;
}

internal readonly struct LessEqualRelation : IRelation
{
    public static bool Apply<T>(T x, T y) where T : unmanaged, INumber<T> => x <= y;
}

internal readonly struct GreaterRelation : IRelation
{
    public static bool Apply<T>(T x, T y) where T : unmanaged, INumber<T> => x > y;
}

internal readonly struct GreaterEqualRelation : IRelation
{
    public static bool Apply<T>(T x, T y) where T : unmanaged, INumber<T> => x >= y;
}
