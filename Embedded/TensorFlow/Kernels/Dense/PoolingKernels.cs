using Embedded.TensorFlow.Kernels.Convolution;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>The largest or mean value under a moving window.</summary>
internal static class PoolingKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Pooling", "numbers")
        .Add("MaxPool", build => Pool(build, isMax: true), notes: "float fast")
        .Add("AvgPool", build => Pool(build, isMax: false), notes: "float fast; padding does not count");

    private static KernelBody Pool(KernelBuild build, bool isMax)
    {
        if (build.Attributes.Type("T", DataType.Float) != DataType.Float)
        {
            return VolumePoolingKernels.Pool(build, 2, isMax);
        }

        var size = build.Attributes.Ints("ksize", 1, 1, 1, 1);
        if (isMax && size is [1, _, _, > 1])
        {
            return VolumePoolingKernels.OverChannels(build);
        }

        var attributes = WindowAttributes.Read(build.Node);
        if (size.Length != 4 || size[0] != 1 || size[3] != 1 || size[1] < 1 || size[2] < 1)
        {
            throw TensorFlowException.Unimplemented($"Pooling is not yet supported on the batch or depth dimension (ksize {TensorShape.Format(size)}).");
        }

        var window = attributes.Window((int)size[1], (int)size[2]);
        return context =>
        {
            var x = context.Input(0);
            var image = ImageShape.Of(x);
            var geometry = attributes.Resolve(image.Height, image.Width, window);
            var result = context.Allocate(0, DataType.Float, image.Batch, geometry.OutputHeight, geometry.OutputWidth, image.Channels).Data<float>();
            if (isMax)
            {
                Pooling.Max(x.Data<float>(), image.Batch, image.Height, image.Width, image.Channels, window, geometry, result, context.Pool);
            }
            else
            {
                Pooling.Average(x.Data<float>(), image.Batch, image.Height, image.Width, image.Channels, window, geometry, result, context.Pool);
            }
        };
    }
}
