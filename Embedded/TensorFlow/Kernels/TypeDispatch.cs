using System.Numerics;
using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels;

/// <summary>A kernel over numbers of any type.</summary>
internal interface INumericBody
{
    void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}

/// <summary>A kernel over floating-point numbers of any width.</summary>
internal interface IFloatingBody
{
    void Run<T>(KernelContext context) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>;
}

/// <summary>A kernel that moves elements and does not look into them.</summary>
internal interface IMovingBody
{
    void Run<T>(KernelContext context);
}

/// <summary>From an element type to the generic body for it.</summary>
internal static class TypeDispatch
{
    public static void Numeric<TBody>(DataType dtype, TBody body, KernelContext context) where TBody : INumericBody
    {
        switch (dtype)
        {
            case DataType.Float:
                body.Run<float>(context);
                break;
            case DataType.Double:
                body.Run<double>(context);
                break;
            case DataType.Half:
                body.Run<Half>(context);
                break;
            case DataType.Int32 or DataType.QInt32:
                body.Run<int>(context);
                break;
            case DataType.Int64:
                body.Run<long>(context);
                break;
            case DataType.UInt8 or DataType.QUInt8:
                body.Run<byte>(context);
                break;
            case DataType.Int8 or DataType.QInt8:
                body.Run<sbyte>(context);
                break;
            case DataType.Int16 or DataType.QInt16:
                body.Run<short>(context);
                break;
            case DataType.UInt16 or DataType.QUInt16:
                body.Run<ushort>(context);
                break;
            case DataType.UInt32:
                body.Run<uint>(context);
                break;
            case DataType.UInt64:
                body.Run<ulong>(context);
                break;
            case DataType.BFloat16:
                Widening.Run(context, body.Run<float>);
                break;
            default:
                throw Unsupported(dtype);
        }
    }

    public static void Floating<TBody>(DataType dtype, TBody body, KernelContext context) where TBody : IFloatingBody
    {
        switch (dtype)
        {
            case DataType.Float:
                body.Run<float>(context);
                break;
            case DataType.Double:
                body.Run<double>(context);
                break;
            case DataType.Half:
                body.Run<Half>(context);
                break;
            case DataType.BFloat16:
                Widening.Run(context, body.Run<float>);
                break;
            default:
                throw Unsupported(dtype);
        }
    }

    public static void Moving<TBody>(DataType dtype, TBody body, KernelContext context) where TBody : IMovingBody
    {
        if (dtype == DataType.String)
        {
            body.Run<ReadOnlyMemory<byte>>(context);
            return;
        }

        switch (dtype.Size())
        {
            case 1:
                body.Run<byte>(context);
                break;
            case 2:
                body.Run<ushort>(context);
                break;
            case 4:
                body.Run<uint>(context);
                break;
            case 8:
                body.Run<ulong>(context);
                break;
            case 16:
                body.Run<UInt128>(context);
                break;
            default:
                throw Unsupported(dtype);
        }
    }

    public static TensorFlowException Unsupported(DataType dtype) =>
        TensorFlowException.Unimplemented($"this op does not take elements of type {dtype.CanonicalName()} in the embedded runtime");
}
