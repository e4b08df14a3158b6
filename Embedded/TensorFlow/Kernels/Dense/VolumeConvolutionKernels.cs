using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Convolutions over volumes, and transposed ones.</summary>
internal static class VolumeConvolutionKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Convolution", "float, double, half, bfloat16")
        .Add("Conv3D", build => Forward(build, 3), notes: "NDHWC")
        .Add("Conv2DBackpropInput", build => Transposed(build, 2), notes: "NHWC; what Conv2DTranspose becomes")
        .Add("Conv3DBackpropInputV2", build => Transposed(build, 3), notes: "NDHWC");

    /// <summary>The definition, for what the float kernels do not take.</summary>
    public static KernelBody Forward(KernelBuild build, int dimensions)
    {
        var attributes = VolumeAttributes.Read(build.Node, dimensions);
        return Narrow(context =>
        {
            var (x, filter) = (context.Input(0), context.Input(1));
            if (x.Rank != dimensions + 2 || filter.Rank != dimensions + 2)
            {
                throw TensorFlowException.InvalidArgument($"input and filter must be {dimensions + 2}-dimensional: {TensorShape.Format(x.Shape)}, {TensorShape.Format(filter.Shape)}");
            }

            var (channels, depth, outputs) = (x.Shape[^1], filter.Shape[^2], (int)filter.Shape[^1]);
            if (depth < 1 || channels % depth != 0 || outputs % Math.Max(1, channels / depth) != 0)
            {
                throw TensorFlowException.InvalidArgument($"input depth must be evenly divisible by filter depth: {channels} vs {depth}");
            }

            var window = attributes.Resolve(x.Shape[1..^1], Kernel(filter));
            TypeDispatch.Numeric(x.DType, new ForwardBody(window, outputs, (int)Math.Max(1, channels / depth)), context);
        });
    }

    /// <summary>Each channel with filters of its own, for what the float kernel does not take.</summary>
    public static KernelBody Depthwise(KernelBuild build)
    {
        var attributes = VolumeAttributes.Read(build.Node, 2);
        return Narrow(context =>
        {
            var (x, filter) = (context.Input(0), context.Input(1));
            if (x.Rank != 4 || filter.Rank != 4 || x.Shape[3] != filter.Shape[2])
            {
                throw TensorFlowException.InvalidArgument($"input and filter must have the same depth: {TensorShape.Format(x.Shape)} vs {TensorShape.Format(filter.Shape)}");
            }

            TypeDispatch.Numeric(x.DType, new DepthwiseBody(attributes.Resolve(x.Shape[1..^1], Kernel(filter)), (int)filter.Shape[3]), context);
        });
    }

    private static KernelBody Transposed(KernelBuild build, int dimensions)
    {
        var attributes = VolumeAttributes.Read(build.Node, dimensions);
        return context =>
        {
            var (filter, gradient) = (context.Input(1), context.Input(2));
            var shape = Elements.Integers(context.Input(0));

            // Sizes alone are the newer form: batch and channels follow from the other inputs.
            shape = shape.Length == dimensions ? [gradient.Shape[0], .. shape, filter.Shape[^2]] : shape;
            if (gradient.Rank != dimensions + 2 || filter.Rank != dimensions + 2 || shape.Length != dimensions + 2
                || filter.Shape[^1] != gradient.Shape[^1] || filter.Shape[^2] != shape[^1] || gradient.Shape[0] != shape[0])
            {
                throw TensorFlowException.InvalidArgument(
                    $"{context.Op}: input_sizes {TensorShape.Format(shape)}, filter {TensorShape.Format(filter.Shape)} and out_backprop {TensorShape.Format(gradient.Shape)} do not fit each other");
            }

            var window = attributes.Resolve(shape.AsSpan(1, dimensions), Kernel(filter));
            for (var d = 0; d < dimensions; d++)
            {
                if (window.Outputs[d] != gradient.Shape[d + 1])
                {
                    throw TensorFlowException.InvalidArgument(
                        $"{context.Op}: Size of out_backprop doesn't match computed: actual = {gradient.Shape[d + 1]}, computed = {window.Outputs[d]} spatial_dim: {d + 1}");
                }
            }

            var (values, weights) = (Wide(gradient), Wide(filter));
            var result = gradient.DType == DataType.Float ? context.Allocate(0, DataType.Float, shape) : Tensor.Create(DataType.Float, shape, clear: false);
            DirectConvolution.Transposed(values.Data<float>(), weights.Data<float>(), shape, (int)gradient.Shape[^1], window, result.Data<float>(), context.Pool);
            if (gradient.DType != DataType.Float)
            {
                Doubles.Write(Doubles.Read(result), context.Allocate(0, gradient.DType, shape));
            }
        };
    }

    private static Tensor Wide(Tensor tensor)
    {
        if (tensor.DType == DataType.Float)
        {
            return tensor;
        }

        var wide = Tensor.Create(DataType.Float, tensor.ShapeArray, clear: false);
        Doubles.Write(Doubles.Read(tensor), wide);
        return wide;
    }

    private static KernelBody Narrow(KernelBody body) => Widening.Around(body);

    private static int[] Kernel(Tensor filter) => Array.ConvertAll(filter.Shape[..^2].ToArray(), v => (int)v);

    private readonly struct ForwardBody(SpatialWindow window, int outputs, int groups) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var result = context.Allocate(0, x.DType, [x.Shape[0], .. window.Outputs.Select(o => (long)o), outputs]);
            DirectConvolution.Run<T>(Elements.Of<T>(x), x.Shape, Elements.Of<T>(context.Input(1)), outputs, groups, window, Elements.Of<T>(result));
        }
    }

    private readonly struct DepthwiseBody(SpatialWindow window, int multiplier) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var result = context.Allocate(0, x.DType, [x.Shape[0], .. window.Outputs.Select(o => (long)o), x.Shape[3] * multiplier]);
            DirectConvolution.Depthwise<T>(Elements.Of<T>(x), x.Shape, Elements.Of<T>(context.Input(1)), multiplier, window, Elements.Of<T>(result));
        }
    }
}
