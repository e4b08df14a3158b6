using System.Numerics;
using System.Numerics.Tensors;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.ComplexNumbers;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>Conversion between numbers and truth values. Integers wrap; floats lose their fraction and stop at the bounds.</summary>
internal static class CastKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Conversion", "numbers, bool, complex64, complex128")
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
            else if (ComplexCells.Is(x.DType) || ComplexCells.Is(to))
            {
                Complex(context, x, to);
            }
            else
            {
                Real(context, x, to);
            }
        };
    }

    private static void Real(KernelContext context, Tensor x, DataType to)
    {
        if (x.DType == DataType.BFloat16)
        {
            // Every bfloat16 is a float.
            var wide = Widening.ToFloat(x);
            context.Set(0, to == DataType.Float ? wide : Evaluator.Run(c => TypeDispatch.Numeric(DataType.Float, new FromBody(to), c), context, [wide])[0]);
            return;
        }

        // A truth value is stored as 0 or 1.
        TypeDispatch.Numeric(x.DType == DataType.Bool ? DataType.UInt8 : x.DType, new FromBody(to), context);
    }

    // The imaginary part is dropped, or zero.
    private static void Complex(KernelContext context, Tensor x, DataType to)
    {
        if (ComplexCells.Is(to))
        {
            var values = ComplexCells.Is(x.DType) ? ComplexCells.Read(x)
                : x.DType == DataType.Bool ? Array.ConvertAll(x.Data<bool>().ToArray(), v => new System.Numerics.Complex(v ? 1 : 0, 0))
                : Array.ConvertAll(Doubles.Read(x), v => new System.Numerics.Complex(v, 0));
            ComplexCells.Write(context, 0, to, x.Shape, values);
            return;
        }

        var parts = Array.ConvertAll(ComplexCells.Read(x), c => c.Real);
        var real = Tensor.Create(DataType.Double, x.ShapeArray, clear: false);
        parts.CopyTo(real.Data<double>());
        context.Set(0, to == DataType.Double ? real : Evaluator.Run(c => TypeDispatch.Numeric(DataType.Double, new FromBody(to), c), context, [real])[0]);
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
            var source = Elements.Of<TFrom>(x);
            var target = Elements.Of<T>(context.Allocate(0, to, x.Shape));
            if (TFrom.Zero is float or double or Half && T.Zero is not (float or double or Half) && !OutOfRange.Fit<TFrom, T>(source))
            {
                OutOfRange.Convert(source, target);
                return;
            }

            TensorPrimitives.ConvertTruncating<TFrom, T>(source, target);
        }
    }
}
