using Embedded.TensorFlow.Graph.Passes;
using Embedded.TensorFlow.Kernels.Convolution;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Convolutions over images.</summary>
internal static class ConvolutionKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Convolution", "float, double, half, bfloat16")
        .Add("Conv2D", build => IsFloat(build) ? Conv2D(build) : VolumeConvolutionKernels.Forward(build, 2), notes: "float fast; groups, dilations; bias, residual, Relu and Relu6 fused")
        .Add("DepthwiseConv2dNative", build => IsFloat(build) ? Depthwise(build) : VolumeConvolutionKernels.Depthwise(build), notes: "float fast; bias, Relu and Relu6 fused");

    private static bool IsFloat(KernelBuild build) => build.Attributes.Type("T", DataType.Float) == DataType.Float;

    private static KernelBody Conv2D(KernelBuild build)
    {
        var attributes = WindowAttributes.Read(build.Node);
        var epilogue = FusedEpilogue.Read(build.Node.Fusion, ownInputs: 2);
        var packed = Prepare(build, attributes);
        var isConstant = build.Constant(1) is not null;
        return context =>
        {
            var x = context.Input(0);
            var image = ImageShape.Of(x);
            var convolution = packed ?? Pack(context.Input(1), attributes, Groups(image, context.Input(1)));
            if (isConstant && packed is null)
            {
                // Only the first request tells the groups. Two at once may both pack; either result will do.
                packed = convolution;
            }

            RequireChannels(image, convolution);
            var geometry = attributes.Resolve(image.Height, image.Width, convolution.Window);
            ReadOnlySpan<long> shape = [image.Batch, geometry.OutputHeight, geometry.OutputWidth, convolution.OutputChannels];
            var fits = epilogue.Fits(context, shape);
            var result = fits ? epilogue.Allocate(context, shape) : Tensor.Create(DataType.Float, shape);
            var after = fits ? epilogue.For(context) : epilogue.BiasOnly(context);
            convolution.Run(x.Data<float>(), image.Batch, image.Height, image.Width, result.Data<float>(), geometry.Padding, after, context.Pool);
            if (!fits)
            {
                epilogue.Finish(context, result);
            }
        };
    }

    // A method of its own, so that the kernel's closure does not keep the filter as it was.
    // Constant filters are packed at load, if the number of groups is known then: the channels of the image decide it.
    private static PackedConvolution? Prepare(KernelBuild build, WindowAttributes attributes)
    {
        if (build.Constant(1) is not { Rank: 4, DType: DataType.Float } filter || filter.Shape[2] < 1
            || new ChannelShapes(trustFeeds: true).Find(build.Node.Inputs[0]) is not var (channels, _) || channels % filter.Shape[2] != 0)
        {
            return null;
        }

        build.Absorb(1);
        var groups = (int)(channels / filter.Shape[2]);
        return build.Cache.GetOrAdd(filter, (attributes.Window(0, 0), groups), () => Pack(filter, attributes, groups));
    }

    private static void RequireChannels(ImageShape image, PackedConvolution convolution)
    {
        if (image.Channels != convolution.InputChannels)
        {
            throw TensorFlowException.InvalidArgument($"input depth must be evenly divisible by filter depth: {image.Channels} vs {convolution.InputChannels}");
        }
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
        var packed = PrepareDepthwise(build, attributes);
        return context =>
        {
            var x = context.Input(0);
            var image = ImageShape.Of(x);
            var convolution = packed ?? Create(context.Input(1), attributes);
            if (convolution.InputChannels != image.Channels)
            {
                throw TensorFlowException.InvalidArgument($"input and filter must have the same depth: {image.Channels} vs {convolution.InputChannels}");
            }

            var geometry = attributes.Resolve(image.Height, image.Width, convolution.Window);
            var result = context.Allocate(0, DataType.Float, image.Batch, geometry.OutputHeight, geometry.OutputWidth, convolution.OutputChannels);
            convolution.Run(
                x.Data<float>(), image.Batch, image.Height, image.Width, result.Data<float>(), geometry.Padding, epilogue.For(context), context.Pool);
        };
    }

    private static DepthwiseConvolution? PrepareDepthwise(KernelBuild build, WindowAttributes attributes)
    {
        if (build.Constant(1) is not { Rank: 4, DType: DataType.Float } filter)
        {
            return null;
        }

        build.Absorb(1);
        return build.Cache.GetOrAdd(filter, ("depthwise", attributes), () => Create(filter, attributes));
    }

    private static DepthwiseConvolution Create(Tensor filter, WindowAttributes attributes) => DepthwiseConvolution.Create(
        filter.Data<float>(),
        attributes.Window((int)filter.Shape[0], (int)filter.Shape[1]),
        (int)filter.Shape[2],
        (int)filter.Shape[3]);
}
