using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Elementwise;
using Embedded.TensorFlow.Kernels.Reduction;

namespace Embedded.TensorFlow.Kernels.ComplexNumbers;

/// <summary>Extends the arithmetic of real numbers to complex ones.</summary>
internal static class ComplexArithmetic
{
    private static readonly Dictionary<string, Func<Complex, Complex>> s_unary = new(StringComparer.Ordinal)
    {
        ["Neg"] = Complex.Negate,
        ["Square"] = x => x * x,
        ["Reciprocal"] = Complex.Reciprocal,
        ["Inv"] = Complex.Reciprocal,
        ["Exp"] = Complex.Exp,
        ["Expm1"] = x => Complex.Exp(x) - Complex.One,
        ["Log"] = Complex.Log,
        ["Log1p"] = x => Complex.Log(x + Complex.One),
        ["Sqrt"] = Complex.Sqrt,
        ["Rsqrt"] = x => Complex.One / Complex.Sqrt(x),
        ["Sin"] = Complex.Sin,
        ["Cos"] = Complex.Cos,
        ["Tan"] = Complex.Tan,
        ["Sinh"] = Complex.Sinh,
        ["Cosh"] = Complex.Cosh,
        ["Tanh"] = Complex.Tanh,
        ["Sigmoid"] = x => Complex.One / (Complex.One + Complex.Exp(-x)),
        ["Sign"] = x => x == Complex.Zero ? Complex.Zero : x / Complex.Abs(x),
        ["OnesLike"] = _ => Complex.One,
    };

    private static readonly Dictionary<string, Func<Complex, Complex, Complex>> s_binary = new(StringComparer.Ordinal)
    {
        ["Add"] = Complex.Add,
        ["AddV2"] = Complex.Add,
        ["BiasAdd"] = Complex.Add,
        ["Sub"] = Complex.Subtract,
        ["Mul"] = Complex.Multiply,
        ["RealDiv"] = Complex.Divide,
        ["Div"] = Complex.Divide,
        ["DivNoNan"] = (x, y) => y == Complex.Zero ? Complex.Zero : x / y,
        ["MulNoNan"] = (x, y) => y == Complex.Zero ? Complex.Zero : x * y,
        ["Pow"] = Complex.Pow,
        ["SquaredDifference"] = (x, y) => Complex.Conjugate(x - y) * (x - y),
        ["Xdivy"] = (x, y) => x == Complex.Zero ? Complex.Zero : x / y,
        ["Xlogy"] = (x, y) => x == Complex.Zero ? Complex.Zero : x * Complex.Log(y),
    };

    private static readonly Dictionary<string, Func<Complex, Complex, bool>> s_relations = new(StringComparer.Ordinal)
    {
        ["Equal"] = (x, y) => x == y,
        ["NotEqual"] = (x, y) => x != y,
    };

    private static readonly Dictionary<string, (Complex Start, Func<Complex, Complex, Complex> Join)> s_reductions = new(StringComparer.Ordinal)
    {
        ["Sum"] = (Complex.Zero, Complex.Add),
        ["Mean"] = (Complex.Zero, Complex.Add),
        ["Prod"] = (Complex.One, Complex.Multiply),
    };

    public static void Extend(KernelFamilyBuilder family)
    {
        foreach (var (op, function) in s_unary)
        {
            family.Extend(op, inner => Wrap(inner, _ => context => Unary(context, function)), "complex too");
        }

        foreach (var (op, function) in s_binary)
        {
            family.Extend(op, inner => Wrap(inner, _ => context => Binary(context, function)), "complex too");
        }

        foreach (var (op, relation) in s_relations)
        {
            family.Extend(op, inner => Wrap(inner, _ => context => Relate(context, relation)), "complex too");
        }

        foreach (var (op, (start, join)) in s_reductions)
        {
            family.Extend(op, inner => Wrap(inner, build => Reduce(build, start, join)), "complex too");
        }
    }

    private static KernelFactory Wrap(KernelFactory inner, KernelFactory ours) => build =>
    {
        var (real, complex) = (inner(build), ours(build));
        return context => (ComplexCells.Is(context.Input(0).DType) ? complex : real)(context);
    };

    private static void Unary(KernelContext context, Func<Complex, Complex> function)
    {
        var x = context.Input(0);
        ComplexCells.Write(context, 0, x.DType, x.Shape, Array.ConvertAll(ComplexCells.Read(x), v => function(v)));
    }

    private static void Binary(KernelContext context, Func<Complex, Complex, Complex> function)
    {
        var (shape, values) = Pairs(context, function);
        ComplexCells.Write(context, 0, context.Input(0).DType, shape, values);
    }

    private static void Relate(KernelContext context, Func<Complex, Complex, bool> relation)
    {
        var (shape, values) = Pairs(context, relation);
        values.CopyTo(context.Allocate(0, DataType.Bool, shape).Data<bool>());
    }

    private static (long[] Shape, T[] Values) Pairs<T>(KernelContext context, Func<Complex, Complex, T> function)
    {
        var (x, y) = (context.Input(0), context.Input(1));
        if (x.DType != y.DType)
        {
            throw TensorFlowException.InvalidArgument(
                $"cannot compute {context.Op} as input #1(zero-based) was expected to be a {x.DType.CanonicalName()} tensor but is a {y.DType.CanonicalName()} tensor");
        }

        var shape = new long[Math.Max(x.Rank, y.Rank)];
        Broadcasting.Shape(x.Shape, y.Shape, shape);
        var (xs, ys) = (ComplexCells.Read(x), ComplexCells.Read(y));
        var (xAt, yAt) = (new BroadcastIndex(x.Shape, shape), new BroadcastIndex(y.Shape, shape));
        var values = new T[TensorShape.ElementCount(shape)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = function(xs[xAt[i]], ys[yAt[i]]);
        }

        return (shape, values);
    }

    private static KernelBody Reduce(KernelBuild build, Complex start, Func<Complex, Complex, Complex> join)
    {
        var keep = build.Attributes.Bool("keep_dims", false);
        var isMean = build.Node.Op == "Mean";
        return context =>
        {
            var x = context.Input(0);
            var axes = ReductionAxes.Resolve(x.Shape, context.Input(1), keep);
            var result = new Complex[TensorShape.ElementCount(axes.Shape)];
            Array.Fill(result, start);
            var source = ComplexCells.Read(x);
            for (var i = 0; i < source.Length; i++)
            {
                ref var cell = ref result[axes.TargetOf(i, x.Shape)];
                cell = join(cell, source[i]);
            }

            if (isMean)
            {
                var count = (double)source.Length / Math.Max(1, result.Length);
                result = Array.ConvertAll(result, v => v / count);
            }

            ComplexCells.Write(context, 0, x.DType, axes.Shape, result);
        };
    }
}
