using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>A function of one floating-point number.</summary>
internal interface IFloatingFunction
{
    static abstract void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>A function of one number of any type.</summary>
internal interface INumericFunction
{
    static abstract void Apply<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, INumber<T>;
}

/// <summary>One input, one output of the same shape and type.</summary>
internal static class UnaryKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Unary arithmetic", "numbers")
        .Add("Neg", Numeric<Negate>())
        .Add("Abs", Numeric<Absolute>())
        .Add("Square", Numeric<Square>())
        .Add("Sign", Numeric<Signum>())
        .Add("Relu", Numeric<Relu>())
        .Add("Relu6", Numeric<Relu6>())
        .Begin("Unary functions", "float, double, half")
        .Add("Exp", Floating<Exponential>())
        .Add("Expm1", Floating<ExponentialM1>())
        .Add("Log", Floating<Logarithm>())
        .Add("Log1p", Floating<LogarithmP1>())
        .Add("Sqrt", Floating<SquareRoot>())
        .Add("Rsqrt", Floating<ReciprocalSquareRoot>())
        .Add("Reciprocal", OrInteger(Floating<Reciprocal>(), Numeric<IntegerReciprocal>()), notes: "integers too")
        .Add("Inv", OrInteger(Floating<Reciprocal>(), Numeric<IntegerReciprocal>()), notes: "integers too")
        .Add("Tanh", Floating<HyperbolicTangent>())
        .Add("Sigmoid", Floating<Sigmoid>())
        .Add("Softplus", Floating<Softplus>())
        .Add("Softsign", Floating<Softsign>())
        .Add("Elu", Floating<Elu>())
        .Add("Selu", Floating<Selu>())
        .Add("Erf", Floating<Erf>())
        .Add("Erfc", Floating<Erfc>())
        .Add("Sin", Floating<Sine>())
        .Add("Cos", Floating<Cosine>())
        .Add("Tan", Floating<Tangent>())
        .Add("Asin", Floating<ArcSine>())
        .Add("Acos", Floating<ArcCosine>())
        .Add("Atan", Floating<ArcTangent>())
        .Add("Sinh", Floating<HyperbolicSine>())
        .Add("Cosh", Floating<HyperbolicCosine>())
        .Add("Asinh", Floating<AreaSine>())
        .Add("Acosh", Floating<AreaCosine>())
        .Add("Atanh", Floating<AreaTangent>())
        .Add("Floor", Floating<RoundDown>())
        .Add("Ceil", Floating<RoundUp>())
        .Add("Round", OrInteger(Floating<RoundEven>(), static c => c.Set(0, c.Input(0))), notes: "half to even; integers too")
        .Add("Rint", Floating<RoundEven>())
        .Add("LeakyRelu", LeakyRelu)
        .Begin("Logic", "bool")
        .Add("LogicalNot", LogicalNot);

    private static KernelBody Floating<TFunction>() where TFunction : IFloatingFunction =>
        static c => TypeDispatch.Floating(c.Input(0).DType, default(FloatingBody<TFunction>), c);

    private static KernelBody Numeric<TFunction>() where TFunction : INumericFunction =>
        static c => TypeDispatch.Numeric(c.Input(0).DType, default(NumericBody<TFunction>), c);

    private static KernelBody OrInteger(KernelBody floating, KernelBody integer) =>
        c => (c.Input(0).DType is DataType.Float or DataType.Double or DataType.Half or DataType.BFloat16 ? floating : integer)(c);

    private static void LogicalNot(KernelContext context)
    {
        var x = context.Input(0);
        var source = x.Data<bool>();
        var target = context.Allocate(0, DataType.Bool, x.Shape).Data<bool>();
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = !source[i];
        }
    }

    private static KernelBody LeakyRelu(KernelBuild build)
    {
        var alpha = build.Attributes.Float("alpha", 0.2f);
        return c => TypeDispatch.Floating(c.Input(0).DType, new LeakyReluBody(alpha), c);
    }

    private readonly struct FloatingBody<TFunction> : IFloatingBody where TFunction : IFloatingFunction
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            TFunction.Apply<T>(Elements.Of<T>(x), Elements.Of<T>(context.Allocate(0, x.DType, x.Shape)));
        }
    }

    private readonly struct NumericBody<TFunction> : INumericBody where TFunction : INumericFunction
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            TFunction.Apply<T>(Elements.Of<T>(x), Elements.Of<T>(context.Allocate(0, x.DType, x.Shape)));
        }
    }

    private readonly struct LeakyReluBody(float alpha) : IFloatingBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var slope = T.CreateTruncating(alpha);
            var source = Elements.Of<T>(x);
            var target = Elements.Of<T>(context.Allocate(0, x.DType, x.Shape));
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = source[i] < T.Zero ? source[i] * slope : source[i];
            }
        }
    }
}
