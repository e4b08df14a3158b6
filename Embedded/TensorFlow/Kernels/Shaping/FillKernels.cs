using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Tensors of one value, and sequences.</summary>
internal static class FillKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Filling", "all")
        .Add("Fill", static c => TypeDispatch.Moving(c.Input(1).DType, default(FillBody), c))
        .Add("ZerosLike", ZerosLike)
        .Add("Empty", Empty)
        .Begin("Filling", "numbers, bool")
        .Add("OnesLike", OnesLike)
        .Begin("Filling", "numbers")
        .Add("LinSpace", LinSpace)
        .Add("Range", static c => TypeDispatch.Numeric(c.Input(0).DType, default(RangeBody), c));

    private static void ZerosLike(KernelContext context)
    {
        var x = context.Input(0);
        var result = context.Allocate(0, x.DType, x.Shape);
        if (x.DType == DataType.String)
        {
            result.Strings.Clear();
        }
        else
        {
            result.Bytes.Clear();
        }
    }

    // A truth value is stored as 0 or 1.
    private static void OnesLike(KernelContext context)
    {
        var x = context.Input(0);
        if (x.DType == DataType.Bool)
        {
            context.Allocate(0, DataType.Bool, x.Shape).Bytes.Fill(1);
        }
        else
        {
            TypeDispatch.Numeric(x.DType, default(OnesBody), context);
        }
    }

    private static KernelBody Empty(KernelBuild build)
    {
        var type = build.Attributes.Type("dtype", DataType.Float);
        return context => context.Set(0, Tensor.Create(type, Elements.Integers(context.Input(0))));
    }

    private static void LinSpace(KernelContext context)
    {
        var (start, stop, count) = (context.Input(0), context.Input(1), Elements.Integer(context.Input(2)));
        if (count <= 0)
        {
            throw TensorFlowException.InvalidArgument($"Requires num > 0: {count}");
        }

        var (from, to) = (Doubles.Read(start)[0], Doubles.Read(stop)[0]);
        var result = context.Allocate(0, start.DType, count);
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = i == count - 1 && count > 1 ? to : from + ((to - from) / Math.Max(1, count - 1) * i);
        }

        Doubles.Write(values, result);
    }

    private readonly struct FillBody : IMovingBody
    {
        public void Run<T>(KernelContext context)
        {
            var value = context.Input(1);
            var shape = Elements.Integers(context.Input(0));
            Cells.Of<T>(context.Allocate(0, value.DType, shape)).Fill(Cells.Of<T>(value)[0]);
        }
    }

    private readonly struct OnesBody : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            Elements.Of<T>(context.Allocate(0, x.DType, x.Shape)).Fill(T.One);
        }
    }

    private readonly struct RangeBody : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var (start, limit, step) = (One<T>(context, 0), One<T>(context, 1), One<T>(context, 2));
            if (T.IsZero(step))
            {
                throw TensorFlowException.InvalidArgument($"Requires delta != 0: {step}");
            }

            if (step > T.Zero ? start > limit : start < limit)
            {
                throw step > T.Zero
                    ? TensorFlowException.InvalidArgument($"Requires start <= limit when delta > 0: {start}/{limit}")
                    : TensorFlowException.InvalidArgument($"Requires start >= limit when delta < 0: {start}/{limit}");
            }

            var result = Elements.Of<T>(context.Allocate(0, context.Input(0).DType, RangeSize.Of(start, limit, step)));
            var value = start;
            for (var i = 0; i < result.Length; i++, value += step)
            {
                result[i] = value;
            }
        }

        private static T One<T>(KernelContext context, int input) where T : unmanaged => Elements.Of<T>(context.Input(input))[0];
    }
}
