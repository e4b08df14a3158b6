using System.Numerics;
using System.Numerics.Tensors;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Conversion between numbers and truth values. Integers wrap; floats lose their fraction.</summary>
internal static class CastKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Conversion", "numbers, bool")
        .Add("Cast", Cast);

    private static KernelBody Cast(KernelBuild build)
    {
        var to = build.Attributes.Type("DstT", DataType.Invalid);
        return context =>
        {
            var x = context.Input(0);
            if (x.DType == to)
            {
                context.Set(0, x);
            }
            else if (x.DType == DataType.BFloat16)
            {
                Widen(x, to, context);
            }
            else
            {
                // A truth value is stored as 0 or 1.
                TypeDispatch.Numeric(x.DType == DataType.Bool ? DataType.UInt8 : x.DType, new FromBody(to), context);
            }
        };
    }

    private static void Widen(Tensor x, DataType to, KernelContext context)
    {
        if (to != DataType.Float)
        {
            throw TensorFlowException.Unimplemented($"Cast from bfloat16 to {to.CanonicalName()} is not implemented by the embedded runtime");
        }

        var source = x.Data<BFloat16>();
        var target = context.Allocate(0, to, x.Shape).Data<float>();
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = source[i].ToSingle();
        }
    }

    private readonly struct FromBody(DataType to) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var source = Elements.Of<T>(x);
            switch (to)
            {
                case DataType.Bool:
                    var truths = context.Allocate(0, to, x.Shape).Data<bool>();
                    for (var i = 0; i < source.Length; i++)
                    {
                        truths[i] = !T.IsZero(source[i]);
                    }

                    break;
                case DataType.BFloat16:
                    var narrow = context.Allocate(0, to, x.Shape).Data<BFloat16>();
                    for (var i = 0; i < source.Length; i++)
                    {
                        narrow[i] = BFloat16.FromSingle(float.CreateTruncating(source[i]));
                    }

                    break;
                default:
                    TypeDispatch.Numeric(to, new ToBody<T>(to), context);
                    break;
            }
        }
    }

    private readonly struct ToBody<TFrom>(DataType to) : INumericBody where TFrom : unmanaged, INumber<TFrom>
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            TensorPrimitives.ConvertTruncating<TFrom, T>(Elements.Of<TFrom>(x), Elements.Of<T>(context.Allocate(0, to, x.Shape)));
        }
    }
}
