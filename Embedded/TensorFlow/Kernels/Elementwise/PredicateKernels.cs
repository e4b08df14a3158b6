using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Questions about single numbers.</summary>
internal static class PredicateKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Predicates", "float, double, half")
        .Add("IsNan", static c => TypeDispatch.Floating(c.Input(0).DType, default(Body<NanQuestion>), c))
        .Add("IsInf", static c => TypeDispatch.Floating(c.Input(0).DType, default(Body<InfinityQuestion>), c))
        .Add("IsFinite", static c => TypeDispatch.Floating(c.Input(0).DType, default(Body<FiniteQuestion>), c));

    private interface IQuestion
    {
        static abstract bool Ask<T>(T value) where T : INumber<T>;
    }

    private readonly struct NanQuestion : IQuestion
    {
        public static bool Ask<T>(T value) where T : INumber<T> => T.IsNaN(value);
    }

    private readonly struct InfinityQuestion : IQuestion
    {
        public static bool Ask<T>(T value) where T : INumber<T> => T.IsInfinity(value);
    }

    private readonly struct FiniteQuestion : IQuestion
    {
        public static bool Ask<T>(T value) where T : INumber<T> => T.IsFinite(value);
    }

    private readonly struct Body<TQuestion> : IFloatingBody where TQuestion : IQuestion
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var source = Elements.Of<T>(x);
            var target = context.Allocate(0, DataType.Bool, x.Shape).Data<bool>();
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = TQuestion.Ask(source[i]);
            }
        }
    }
}
