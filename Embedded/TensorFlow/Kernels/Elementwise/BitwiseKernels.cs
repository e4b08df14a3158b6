using System.Numerics;
using System.Runtime.CompilerServices;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>A function of the bits of two integers.</summary>
internal interface IBitOp
{
    static abstract T Apply<T>(T x, T y) where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>Integers as rows of bits.</summary>
internal static class BitwiseKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Bits", "integers")
        .Add("BitwiseAnd", Binary<AndOp>())
        .Add("BitwiseOr", Binary<OrOp>())
        .Add("BitwiseXor", Binary<XorOp>())
        .Add("LeftShift", Binary<LeftShiftOp>())
        .Add("RightShift", Binary<RightShiftOp>())
        .Add("Invert", static c => Dispatch(c, default(InvertBody)))
        .Add("PopulationCount", static c => Dispatch(c, default(CountBody)));

    private interface IIntegerBody
    {
        void Run<T>(KernelContext context) where T : unmanaged, IBinaryInteger<T>;
    }

    private static KernelBody Binary<TOp>() where TOp : IBitOp => static c => Dispatch(c, default(BinaryBody<TOp>));

    private static void Dispatch<TBody>(KernelContext context, TBody body) where TBody : IIntegerBody
    {
        switch (context.Input(0).DType)
        {
            case DataType.Int8:
                body.Run<sbyte>(context);
                break;
            case DataType.UInt8:
                body.Run<byte>(context);
                break;
            case DataType.Int16:
                body.Run<short>(context);
                break;
            case DataType.UInt16:
                body.Run<ushort>(context);
                break;
            case DataType.Int32:
                body.Run<int>(context);
                break;
            case DataType.UInt32:
                body.Run<uint>(context);
                break;
            case DataType.Int64:
                body.Run<long>(context);
                break;
            case DataType.UInt64:
                body.Run<ulong>(context);
                break;
            case var other:
                throw TypeDispatch.Unsupported(other);
        }
    }

    private readonly struct BinaryBody<TOp> : IIntegerBody where TOp : IBitOp
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IBinaryInteger<T> =>
            Broadcasting.Run<T, T, BitRun<TOp, T>>(context, context.Input(0).DType);
    }

    private readonly struct InvertBody : IIntegerBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IBinaryInteger<T>
        {
            var x = context.Input(0);
            System.Numerics.Tensors.TensorPrimitives.OnesComplement(Elements.Of<T>(x), Elements.Of<T>(context.Allocate(0, x.DType, x.Shape)));
        }
    }

    private readonly struct CountBody : IIntegerBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, IBinaryInteger<T>
        {
            var x = context.Input(0);
            var source = Elements.Of<T>(x);
            var target = context.Allocate(0, DataType.UInt8, x.Shape).Data<byte>();
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = byte.CreateTruncating(T.PopCount(source[i]));
            }
        }
    }

    private readonly struct BitRun<TOp, T> : IBinaryRun<T, T> where TOp : IBitOp where T : unmanaged, IBinaryInteger<T>
    {
        public static void Both(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
        {
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = TOp.Apply(x[i], y[i]);
            }
        }

        public static void Right(ReadOnlySpan<T> x, T y, Span<T> result)
        {
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = TOp.Apply(x[i], y);
            }
        }

        public static void Left(T x, ReadOnlySpan<T> y, Span<T> result)
        {
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = TOp.Apply(x, y[i]);
            }
        }
    }

    private readonly struct AndOp : IBitOp
    {
        public static T Apply<T>(T x, T y) where T : unmanaged, IBinaryInteger<T> => x & y;
    }

    private readonly struct OrOp : IBitOp
    {
        public static T Apply<T>(T x, T y) where T : unmanaged, IBinaryInteger<T> => x | y;
    }

    private readonly struct XorOp : IBitOp
    {
        public static T Apply<T>(T x, T y) where T : unmanaged, IBinaryInteger<T> => x ^ y;
    }

    private readonly struct LeftShiftOp : IBitOp
    {
        public static T Apply<T>(T x, T y) where T : unmanaged, IBinaryInteger<T> => x << Amount(y);
    }

    private readonly struct RightShiftOp : IBitOp
    {
        public static T Apply<T>(T x, T y) where T : unmanaged, IBinaryInteger<T> => x >> Amount(y);
    }

    // TensorFlow clamps amounts that C++ leaves undefined.
    private static int Amount<T>(T y) where T : unmanaged, IBinaryInteger<T> => Math.Clamp(int.CreateSaturating(y), 0, (Unsafe.SizeOf<T>() * 8) - 1);
}
