using Embedded.TensorFlow.Kernels.Convolution;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Convolutions over images.</summary>
internal static class ConvolutionKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Convolution", "float")
        .Add("Conv2D", Conv2D, notes: "NHWC; groups, dilations; bias, residual, Relu and Relu6 fused")
        .Add("DepthwiseConv2dNative", Depthwise, notes: "NHWC; bias, Relu and Relu6 fused");

    private static KernelBody Conv2D(KernelBuild build)
    {
        var attributes = WindowAttributes.Read(build.Node);
        var epilogue = FusedEpilogue.Read(build.Node.Fusion, ownInputs: 2);
        var constant = build.Constant(1);
        if (constant is { Rank: 4, DType: DataType.Float })
        {
            // Packed now, so that the first request does not pay for it.
            Packed(build.Cache, constant, attributes, groups: 1);
        }

        return context =>
        {
            var (x, filter) = (context.Input(0), context.Input(1));
            var image = ImageShape.Of(x);
            var groups = Groups(image, filter);
            var convolution = constant is not null ? Packed(build.Cache, constant, attributes, groups) : Pack(filter, attributes, groups);
            var geometry = attributes.Resolve(image.Height, image.Width, convolution.Window);
            ReadOnlySpan<long> shape = [image.Batch, geometry.OutputHeight, geometry.OutputWidth, convolution.OutputChannels];
            if (epilogue.Fits(context, shape))
            {
                var result = context.Allocate(0, DataType.Float, shape);
                convolution.Run(
                    x.Data<float>(), image.Batch, image.Height, image.Width, result.Data<float>(), geometry.Padding, epilogue.For(context), context.Pool);
                return;
            }

            var sum = Tensor.Create(DataType.Float, shape);
            convolution.Run(
                x.Data<float>(), image.Batch, image.Height, image.Width, sum.Data<float>(), geometry.Padding, epilogue.BiasOnly(context), context.Pool);
            epilogue.Finish(context, sum);
        };
    }

    private static int Groups(ImageShape image, Tensor filter)
    {
        if (filter.Rank != 4)
        {
            throw TensorFlowException.InvalidArgument($"filter must be 4-dimensional: {TensorShape.Format(filter.Shape)}");
        }

        var depth = (int)filter.Shape[2];
        if (depth < 1 || image.Channels % depth != 0)
        {
            throw TensorFlowException.InvalidArgument($"input depth must be evenly divisible by filter depth: {image.Channels} vs {depth}");
        }

        var groups = Math.Max(1, image.Channels / depth);
        return filter.Shape[3] % groups == 0
            ? groups
            : throw TensorFlowException.InvalidArgument($"output depth must be evenly divisible by number of groups: {filter.Shape[3]} vs {groups}");
    }

    private static PackedConvolution Packed(PrepackCache cache, Tensor filter, WindowAttributes attributes, int groups) =>
        cache.GetOrAdd(filter, (attributes.Window(0, 0), groups), () => Pack(filter, attributes, groups));

    private static PackedConvolution Pack(Tensor filter, WindowAttributes attributes, int groups) => PackedConvolution.Create(
        filter.Data<float>(),
        attributes.Window((int)filter.Shape[0], (int)filter.Shape[1]),
        (int)filter.Shape[2] * groups,
        (int)filter.Shape[3],
        groups);

    private static KernelBody Depthwise(KernelBuild build)
    {
        var attributes = WindowAttributes.Read(build.Node);
        var epilogue = FusedEpilogue.Read(build.Node.Fusion, ownInputs: 2);
        var constant = build.Constant(1);
        return context =>
        {
            var (x, filter) = (context.Input(0), context.Input(1));
            var image = ImageShape.Of(x);
            if (filter.Rank != 4 || filter.Shape[2] != image.Channels)
            {
                throw TensorFlowException.InvalidArgument($"input and filter must have the same depth: {image.Channels} vs {(filter.Rank == 4 ? filter.Shape[2] : 0)}");
            }

            var convolution = constant is not null
                ? build.Cache.GetOrAdd(constant, ("depthwise", attributes), () => Create(constant, attributes))
                : Create(filter, attributes);
            var geometry = attributes.Resolve(image.Height, image.Width, convolution.Window);
            var result = context.Allocate(0, DataType.Float, image.Batch, geometry.OutputHeight, geometry.OutputWidth, convolution.OutputChannels);
            convolution.Run(
                x.Data<float>(), image.Batch, image.Height, image.Width, result.Data<float>(), geometry.Padding, epilogue.For(context), context.Pool);
        };
    }

    private static DepthwiseConvolution Create(Tensor filter, WindowAttributes attributes) => DepthwiseConvolution.Create(
        filter.Data<float>(),
        attributes.Window((int)filter.Shape[0], (int)filter.Shape[1]),
        (int)filter.Shape[2],
        (int)filter.Shape[3]);
}
