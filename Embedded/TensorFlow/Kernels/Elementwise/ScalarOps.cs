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

/// <summary>Rounds towards minus infinity, also for integers.</summary>
internal readonly struct FloorDivideOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T>
    {
        var remainder = x % y;
        return (x - (T.IsZero(remainder) || T.IsNegative(remainder) == T.IsNegative(y) ? remainder : remainder + y)) / y;
    }
}

/// <summary>The remainder takes the divisor's sign.</summary>
internal readonly struct FloorModOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T>
    {
        var remainder = x % y;
        return T.IsZero(remainder) || T.IsNegative(remainder) == T.IsNegative(y) ? remainder : remainder + y;
    }
}

internal readonly struct TruncateModOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T> => x % y;
}

internal readonly struct DivideNoNanOp : IScalarOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, INumber<T> => T.IsZero(y) ? T.Zero : x / y;
}

internal readonly struct PowOp : IFloatingOp
{
    public static T Apply<T>(T x, T y) where T : unmanaged, IFloatingPointIeee754<T> => T.Pow(x, y);
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
