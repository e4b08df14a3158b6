using System.Numerics;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Convolution;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Pooling over volumes, over other types than float, with indices, and over neighbouring channels.</summary>
internal static class VolumePoolingKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Pooling", "numbers")
        .Add("MaxPool3D", build => Pool(build, 3, isMax: true), notes: "NDHWC")
        .Add("AvgPool3D", build => Pool(build, 3, isMax: false), notes: "NDHWC")
        .Add("MaxPoolV2", MaxPoolV2, notes: "NHWC")
        .Add("MaxPoolWithArgmax", WithArgmax)
        .Begin("Normalisation", "float, half, bfloat16")
        .Add("LRN", LocalResponse);

    /// <summary>The definition, for any number of spatial dimensions.</summary>
    public static KernelBody Pool(KernelBuild build, int dimensions, bool isMax)
    {
        var attributes = VolumeAttributes.Read(build.Node, dimensions);
        var kernel = VolumeAttributes.Inner(build.Node, "ksize", dimensions);
        return Widening.Around(context =>
        {
            var x = context.Input(0);
            RequireRank(x, dimensions + 2);
            TypeDispatch.Numeric(x.DType, new Body(attributes.Resolve(x.Shape[1..^1], kernel), isMax), context);
        });
    }

    /// <summary>The largest of neighbouring channels: windows that do not overlap, over nothing else.</summary>
    public static KernelBody OverChannels(KernelBuild build)
    {
        var size = build.Attributes.Ints("ksize", 1, 1, 1, 1);
        return context =>
        {
            var x = context.Input(0);
            RequireRank(x, 4);
            if (size[1] != 1 || size[2] != 1 || x.Shape[3] % size[3] != 0 || build.Attributes.Ints("strides", 1, 1, 1, 1)[3] != size[3])
            {
                throw TensorFlowException.Unimplemented($"Depthwise max pooling requires the depth window to evenly divide the input depth and to equal the depth stride.");
            }

            var max = KernelRegistry.Default.Find("Max")!.Create(new KernelBuild(new Graph.GraphNode("", "Max", Format.AttributeMap.Empty), new PrepackCache()));
            var split = x.WithShape([.. x.Shape[..3], x.Shape[3] / size[3], size[3]]);
            context.Set(0, Evaluator.Run(max, context, [split, Tensor.From([1], 4)])[0]);
        };
    }

    private static KernelBody MaxPoolV2(KernelBuild build)
    {
        ChannelsLast.Require(build.Node);
        var scheme = build.Attributes.Text("padding", "VALID") == "SAME" ? PaddingScheme.Same : PaddingScheme.Valid;
        return Widening.Around(context =>
        {
            var x = context.Input(0);
            RequireRank(x, 4);
            var (kernel, strides) = (Inner(context.Input(1)), Inner(context.Input(2)));
            TypeDispatch.Numeric(x.DType, new Body(SpatialWindow.Resolve(x.Shape[1..^1], kernel, strides, [1, 1], scheme, []), true), context);
        });
    }

    private static int[] Inner(Tensor four)
    {
        var values = Elements.Integers(four);
        return values.Length == 4 && values[0] == 1 && values[3] == 1 && values[1] is > 0 and < int.MaxValue && values[2] is > 0 and < int.MaxValue
            ? [(int)values[1], (int)values[2]]
            : throw TensorFlowException.Unimplemented($"Pooling is not yet supported on the batch or depth dimension.");
    }

    private static KernelBody WithArgmax(KernelBuild build)
    {
        var attributes = VolumeAttributes.Read(build.Node, 2);
        var kernel = VolumeAttributes.Inner(build.Node, "ksize", 2);
        var (type, withBatch) = (build.Attributes.Type("Targmax", DataType.Int64), build.Attributes.Bool("include_batch_in_index", false));
        return Widening.Around(context =>
        {
            var x = context.Input(0);
            RequireRank(x, 4);
            TypeDispatch.Numeric(x.DType, new ArgmaxBody(attributes.Resolve(x.Shape[1..^1], kernel), type, withBatch), context);
        });
    }

    private static KernelBody LocalResponse(KernelBuild build)
    {
        var radius = (int)Math.Clamp(build.Attributes.Int("depth_radius", 5), 0, int.MaxValue / 2);
        var (bias, alpha, beta) = (build.Attributes.Float("bias", 1), build.Attributes.Float("alpha", 1), build.Attributes.Float("beta", 0.5f));
        return Widening.Around(context =>
        {
            var x = context.Input(0);
            RequireRank(x, 4);
            var source = x.Data<float>();
            var target = context.Allocate(0, DataType.Float, x.Shape).Data<float>();
            var channels = (int)x.Shape[3];
            for (var i = 0; i < source.Length; i++)
            {
                var (row, c) = (i / channels * channels, i % channels);
                var sum = 0f;
                for (var j = Math.Max(0, c - radius); j <= Math.Min(channels - 1, c + radius); j++)
                {
                    sum += source[row + j] * source[row + j];
                }

                target[i] = source[i] * MathF.Pow(bias + (alpha * sum), -beta);
            }
        });
    }

    private static void RequireRank(Tensor x, int rank)
    {
        if (x.Rank != rank)
        {
            throw TensorFlowException.InvalidArgument($"tensor_in must be {rank}-dimensional: {TensorShape.Format(x.Shape)}");
        }
    }

    private readonly struct Body(SpatialWindow window, bool isMax) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var source = Elements.Of<T>(x);
            var channels = (int)x.Shape[^1];
            var target = Elements.Of<T>(context.Allocate(0, x.DType, [x.Shape[0], .. window.Outputs.Select(o => (long)o), channels]));
            target.Fill(isMax ? T.MinValue : T.Zero);
            var (taps, windows, pixels) = (window.TapCount, window.OutputCount, JoinKernels.Product(x.Shape[1..^1]));
            for (var at = 0; at < x.Shape[0] * windows; at++)
            {
                var row = target.Slice(at * channels, channels);
                var count = 0;
                for (var tap = 0; tap < taps; tap++)
                {
                    if (window.Pixel(at % windows, tap, x.Shape[1..^1]) is >= 0 and var pixel)
                    {
                        count++;
                        Join(source.Slice(((at / windows * pixels) + pixel) * channels, channels), row);
                    }
                }

                for (var c = 0; c < channels && !isMax && count > 0; c++)
                {
                    row[c] /= T.CreateTruncating(count);
                }
            }
        }

        private void Join<T>(ReadOnlySpan<T> values, Span<T> row) where T : unmanaged, INumber<T>
        {
            for (var c = 0; c < row.Length; c++)
            {
                row[c] = isMax ? T.Max(row[c], values[c]) : row[c] + values[c];
            }
        }
    }

    // The index counts elements of the image, or of the batch.
    private readonly struct ArgmaxBody(SpatialWindow window, DataType type, bool withBatch) : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = context.Input(0);
            var source = Elements.Of<T>(x);
            var channels = (int)x.Shape[^1];
            long[] shape = [x.Shape[0], .. window.Outputs.Select(o => (long)o), channels];
            var target = Elements.Of<T>(context.Allocate(0, x.DType, shape));
            var places = context.Allocate(1, type, shape);
            var (taps, windows, image) = (window.TapCount, window.OutputCount, JoinKernels.Product(x.Shape[1..]));
            for (var i = 0; i < target.Length; i++)
            {
                var (at, c) = (i / channels, i % channels);
                var (best, place) = (T.MinValue, -1);
                for (var tap = 0; tap < taps; tap++)
                {
                    if (window.Pixel(at % windows, tap, x.Shape[1..^1]) is >= 0 and var pixel)
                    {
                        var from = (at / windows * image) + (pixel * channels) + c;
                        (best, place) = place < 0 || source[from] > best ? (source[from], from) : (best, place);
                    }
                }

                target[i] = best;
                ShapeKernels.Write(places, i, withBatch || place < 0 ? place : place - (at / windows * image));
            }
        }
    }
}
