using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Functions that are computed in double and rounded once: too rare to be worth a vector form.</summary>
internal static class SpecialKernels
{
    private static readonly (string Op, Func<double, double> Function)[] s_unary =
    [
        ("Lgamma", SpecialFunctions.LogGamma),
        ("Digamma", SpecialFunctions.Digamma),
        ("Erfinv", SpecialFunctions.InverseErf),
        ("Ndtri", SpecialFunctions.NormalQuantile),
        ("BesselI0e", x => SpecialFunctions.ScaledBessel(x, 0)),
        ("BesselI1e", x => SpecialFunctions.ScaledBessel(x, 1)),
        ("BesselI0", x => SpecialFunctions.ScaledBessel(x, 0) * Math.Exp(Math.Abs(x))),
        ("BesselI1", x => SpecialFunctions.ScaledBessel(x, 1) * Math.Exp(Math.Abs(x))),
    ];

    private static readonly (string Op, Func<double, double, double> Function)[] s_binary =
    [
        ("Igamma", SpecialFunctions.GammaP),
        ("Igammac", SpecialFunctions.GammaQ),
        ("Zeta", SpecialFunctions.Zeta),
        ("Polygamma", SpecialFunctions.Polygamma),
        ("Xlog1py", (x, y) => x == 0 ? 0 : x * NearZero.Log1p(y)),
        ("MulNoNan", (x, y) => y == 0 ? 0 : x * y),
    ];

    public static void Add(KernelFamilyBuilder family)
    {
        family.Begin("Special functions", "float, double, half, bfloat16");
        foreach (var (op, function) in s_unary)
        {
            family.Add(op, context => TypeDispatch.Floating(context.Input(0).DType, new UnaryBody(function), context));
        }

        foreach (var (op, function) in s_binary)
        {
            family.Add(op, context => TypeDispatch.Floating(context.Input(0).DType, new BinaryBody(function), context));
        }

        family.Add("NextAfter", static c => TypeDispatch.Floating(c.Input(0).DType, default(NextBody), c));
    }

    private readonly struct UnaryBody(Func<double, double> function) : IFloatingBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var source = Elements.Of<T>(x);
            var target = Elements.Of<T>(context.Allocate(0, x.DType, x.Shape));
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = T.CreateTruncating(function(double.CreateTruncating(source[i])));
            }
        }
    }

    private readonly struct BinaryBody(Func<double, double, double> function) : IFloatingBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var apply = function;
            Broadcasting.Each<T, T>(context, context.Input(0).DType, (x, y) => T.CreateTruncating(apply(double.CreateTruncating(x), double.CreateTruncating(y))));
        }
    }

    private readonly struct NextBody : IFloatingBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> => Broadcasting.Each<T, T>(
            context,
            context.Input(0).DType,
            (x, y) => x == y ? y : T.IsNaN(x) || T.IsNaN(y) ? T.NaN : x < y ? T.BitIncrement(x) : T.BitDecrement(x));
    }
}
