using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Shaping;

/// <summary>Shapes as values, and the same elements under another shape.</summary>
internal static class ShapeKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Shape", "all")
        .Add("Shape", Shape)
        .Add("ShapeN", Shape)
        .Add("Size", build => Count(build, static t => t.ElementCount))
        .Add("Rank", static c => c.Set(0, Tensor.Scalar(c.Input(0).Rank)))
        .Add("Reshape", Reshape)
        .Add("ExpandDims", ExpandDims)
        .Add("Squeeze", Squeeze);

    private static KernelBody Shape(KernelBuild build)
    {
        var type = build.Attributes.Type("out_type", DataType.Int32);
        return context =>
        {
            for (var input = 0; input < context.InputCount; input++)
            {
                var shape = context.Input(input).Shape;
                var result = context.Allocate(input, type, shape.Length);
                for (var i = 0; i < shape.Length; i++)
                {
                    Write(result, i, shape[i]);
                }
            }
        };
    }

    private static KernelBody Count(KernelBuild build, Func<Tensor, long> count)
    {
        var type = build.Attributes.Type("out_type", DataType.Int32);
        return context => Write(context.Allocate(0, type), 0, count(context.Input(0)));
    }

    /// <summary>Stores an integer in a tensor of integers.</summary>
    public static void Write(Tensor target, int index, long value)
    {
        switch (target.DType)
        {
            case DataType.Int64:
                target.Data<long>()[index] = value;
                break;
            case DataType.Int32:
                target.Data<int>()[index] = checked((int)value);
                break;
            case DataType.Int16:
                target.Data<short>()[index] = (short)value;
                break;
            case DataType.UInt16:
                target.Data<ushort>()[index] = (ushort)value;
                break;
            default:
                throw TypeDispatch.Unsupported(target.DType);
        }
    }

    private static void Reshape(KernelContext context)
    {
        Span<long> buffer = stackalloc long[TensorShape.MaxRank];
        var shape = Elements.Integers(context.Input(1), buffer);
        Resolve(context.Input(0), shape);
        context.View(0, context.Input(0), shape);
    }

    // Replaces a size of -1 by what is left for it.
    private static void Resolve(Tensor tensor, Span<long> shape)
    {
        var unknown = shape.IndexOf(-1L);
        var known = 1L;
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] == -1 && i != unknown)
            {
                throw TensorFlowException.InvalidArgument($"Only one input size may be -1, not both {unknown} and {i}");
            }

            if (shape[i] < -1)
            {
                throw TensorFlowException.InvalidArgument($"Size {i} must be non-negative, not {shape[i]}");
            }

            if (i != unknown && shape[i] > 0 && known > long.MaxValue / shape[i])
            {
                throw TensorFlowException.InvalidArgument($"Shape {TensorShape.Format(shape)} would have more than 2**63 - 1 elements");
            }

            known *= i == unknown ? 1 : shape[i];
        }

        if (unknown >= 0)
        {
            if (known == 0)
            {
                throw TensorFlowException.InvalidArgument($"Reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero");
            }

            if (tensor.ElementCount % known != 0)
            {
                throw TensorFlowException.InvalidArgument($"Input to reshape is a tensor with {tensor.ElementCount} values, but the requested shape requires a multiple of {known}");
            }

            shape[unknown] = tensor.ElementCount / known;
        }
        else if (known != tensor.ElementCount)
        {
            throw TensorFlowException.InvalidArgument($"Input to reshape is a tensor with {tensor.ElementCount} values, but the requested shape has {known}");
        }
    }

    private static void ExpandDims(KernelContext context)
    {
        var x = context.Input(0);
        var axis = Elements.Axis(
            Elements.Integer(context.Input(1)), x.Rank + 1, static (axis, rank) => $"Tried to expand dim index {axis} for tensor with {rank - 1} dimensions.");
        Span<long> shape = stackalloc long[x.Rank + 1];
        context.View(0, x, TensorShape.Join(shape, x.Shape[..axis], [1], x.Shape[axis..]));
    }

    private static KernelBody Squeeze(KernelBuild build)
    {
        var axes = build.Attributes.Ints("squeeze_dims", build.Attributes.Ints("axis"));
        return context =>
        {
            var x = context.Input(0);
            Span<bool> dropped = stackalloc bool[x.Rank];
            dropped.Clear();
            foreach (var axis in axes)
            {
                dropped[Elements.Axis(axis, x.Rank, static (axis, rank) => $"Tried to squeeze dim index {axis} for tensor with {rank} dimensions.")] = true;
            }

            Span<long> shape = stackalloc long[x.Rank];
            var rank = 0;
            for (var i = 0; i < x.Rank; i++)
            {
                if (dropped[i] && x.Shape[i] != 1)
                {
                    throw TensorFlowException.InvalidArgument($"Can not squeeze dim[{i}], expected a dimension of 1, got {x.Shape[i]}");
                }

                if (axes.Length > 0 ? !dropped[i] : x.Shape[i] != 1)
                {
                    shape[rank++] = x.Shape[i];
                }
            }

            context.View(0, x, shape[..rank]);
        };
    }
}
