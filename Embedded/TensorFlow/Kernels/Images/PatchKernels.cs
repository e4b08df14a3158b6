using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Dense;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Windows of images laid out as channels, and the largest sum under a window.</summary>
internal static class PatchKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Patches", "numbers")
        .Add("ExtractImagePatches", Extract)
        .Add("Dilation2D", Dilate);

    private static KernelBody Extract(KernelBuild build)
    {
        var (kernel, strides, rates) = (Inner(build, "ksizes"), Inner(build, "strides"), Inner(build, "rates"));
        var scheme = Scheme(build);
        return context =>
        {
            var x = context.Input(0);
            var image = ImageShape.Of(x);
            var window = SpatialWindow.Resolve(x.Shape[1..^1], kernel, strides, rates, scheme, []);
            var depth = window.TapCount * image.Channels;
            var result = context.Allocate(0, x.DType, image.Batch, window.Outputs[0], window.Outputs[1], depth);
            result.Bytes.Clear();
            for (var at = 0; at < image.Batch * window.OutputCount; at++)
            {
                for (var tap = 0; tap < window.TapCount; tap++)
                {
                    if (window.Pixel(at % window.OutputCount, tap, x.Shape[1..^1]) is >= 0 and var pixel)
                    {
                        var from = ((at / window.OutputCount * image.Height * image.Width) + pixel) * image.Channels;
                        TensorBlock.Copy(x, from, result, (at * depth) + (tap * image.Channels), image.Channels);
                    }
                }
            }
        };
    }

    private static KernelBody Dilate(KernelBuild build)
    {
        var (strides, rates) = (Inner(build, "strides"), Inner(build, "rates"));
        var scheme = Scheme(build);
        return context =>
        {
            var filter = context.Input(1);
            if (context.Input(0).Rank != 4 || filter.Rank != 3 || filter.Shape[2] != context.Input(0).Shape[3])
            {
                throw TensorFlowException.InvalidArgument($"input and filter must have the same depth: {TensorShape.Format(context.Input(0).Shape)} vs {TensorShape.Format(filter.Shape)}");
            }

            var window = SpatialWindow.Resolve(context.Input(0).Shape[1..^1], [(int)filter.Shape[0], (int)filter.Shape[1]], strides, rates, scheme, []);
            TypeDispatch.Numeric(context.Input(0).DType, new DilateBody(window), context);
        };
    }

    private static PaddingScheme Scheme(KernelBuild build) => build.Attributes.Text("padding", "VALID") == "SAME" ? PaddingScheme.Same : PaddingScheme.Valid;

    private static int[] Inner(KernelBuild build, string name) => VolumeAttributes.Inner(build.Node, name, 2);

    private readonly struct DilateBody(SpatialWindow window) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var filter = Elements.Of<T>(context.Input(1));
            var image = ImageShape.Of(x);
            var source = Elements.Of<T>(x);
            var target = Elements.Of<T>(context.Allocate(0, x.DType, image.Batch, window.Outputs[0], window.Outputs[1], image.Channels));
            target.Fill(T.MinValue);
            for (var i = 0; i < target.Length; i++)
            {
                var (at, c) = (i / image.Channels, i % image.Channels);
                for (var tap = 0; tap < window.TapCount; tap++)
                {
                    if (window.Pixel(at % window.OutputCount, tap, x.Shape[1..^1]) is >= 0 and var pixel)
                    {
                        var from = (((at / window.OutputCount * image.Height * image.Width) + pixel) * image.Channels) + c;
                        target[i] = T.Max(target[i], source[from] + filter[(tap * image.Channels) + c]);
                    }
                }
            }
        }
    }
}
