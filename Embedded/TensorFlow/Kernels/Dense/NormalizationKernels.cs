using System.Numerics.Tensors;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Batch normalisation, and the scale and shift per channel that it is when its statistics are constants.</summary>
internal static class NormalizationKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Normalisation", "float, half, bfloat16")
        .Add("FusedBatchNorm", BatchNorm, notes: "NHWC")
        .Add("FusedBatchNormV2", BatchNorm, notes: "NHWC")
        .Add("FusedBatchNormV3", BatchNorm, notes: "NHWC")
        .Add("_ChannelAffine", Affine, notes: "made by rewriting");

    private static KernelBody BatchNorm(KernelBuild build)
    {
        var epsilon = build.Attributes.Float("epsilon", 1e-4f);
        var training = build.Attributes.Bool("is_training", true);
        var share = build.Attributes.Float("exponential_avg_factor", 1);
        ChannelsLast.Require(build.Node);
        return Widening.Around(context =>
        {
            var x = context.Input(0);
            if (x.Rank is not (4 or 5))
            {
                throw TensorFlowException.InvalidArgument($"input must be 4 or 5-dimensional{TensorShape.Format(x.Shape)}");
            }

            var gamma = context.Input(1).Data<float>();
            var beta = context.Input(2).Data<float>();
            var (mean, variance) = training ? Statistics(x) : (context.Input(3).Data<float>().ToArray(), context.Input(4).Data<float>().ToArray());
            var scale = new float[gamma.Length];
            var shift = new float[gamma.Length];
            for (var c = 0; c < scale.Length; c++)
            {
                var factor = gamma[c] / Math.Sqrt((double)variance[c] + epsilon);
                (scale[c], shift[c]) = ((float)factor, (float)(beta[c] - (mean[c] * factor)));
            }

            Apply(x, scale, shift, Activation.None, context);
            if (context.Wants(3))
            {
                // What the gradient would use.
                context.Set(3, Tensor.From([mean.Length], mean.AsSpan()));
                context.Set(4, Tensor.From([variance.Length], variance.AsSpan()));
                context.Set(5, Tensor.Scalar(0f));
            }

            if (!training)
            {
                // Without training the statistics pass through.
                context.Set(1, context.Input(3));
                context.Set(2, context.Input(4));
            }
            else
            {
                context.Set(1, Running(context, 3, mean, share));

                // The variance given out is that of the population the batch was drawn from; the one used is the batch's own.
                var rows = (double)x.ElementCount / Math.Max(1, variance.Length);
                context.Set(2, Running(context, 4, Array.ConvertAll(variance, v => (float)(v * rows / Math.Max(1, rows - 1))), share));
            }
        }, narrowed: 1);
    }

    // The new statistics take their share of the running ones.
    private static Tensor Running(KernelContext context, int input, float[] batch, float share)
    {
        if (share != 1)
        {
            var old = context.Input(input).Data<float>();
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = (old[i] * (1 - share)) + (batch[i] * share);
            }
        }

        return Tensor.From([batch.Length], batch);
    }

    private static (float[] Mean, float[] Variance) Statistics(Tensor x)
    {
        var channels = (int)x.Shape[^1];
        var (sum, square) = (new double[channels], new double[channels]);
        var values = x.Data<float>();
        for (var i = 0; i < values.Length; i++)
        {
            sum[i % channels] += values[i];
            square[i % channels] += (double)values[i] * values[i];
        }

        var rows = Math.Max(1, values.Length / Math.Max(1, channels));
        var mean = Array.ConvertAll(sum, s => (float)(s / rows));
        return (mean, [.. square.Select((s, c) => (float)((s / rows) - ((double)mean[c] * mean[c])))]);
    }

    private static KernelBody Affine(KernelBuild build)
    {
        var activation = FusedEpilogue.Parse(build.Node.Fusion?.Activation);
        return context => Apply(context.Input(0), context.Input(1).Data<float>(), context.Input(2).Data<float>(), activation, context);
    }

    private static void Apply(Tensor x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Activation activation, KernelContext context)
    {
        var channels = scale.Length;
        if (x.Rank < 1 || x.Shape[^1] != channels)
        {
            throw TensorFlowException.InvalidArgument($"scale must have the same number of elements as the channels of x, got {channels} and {TensorShape.Format(x.Shape)}");
        }

        var source = x.Data<float>();
        var target = context.Allocate(0, DataType.Float, x.Shape).Data<float>();
        for (var at = 0; at < source.Length; at += channels)
        {
            var row = target.Slice(at, channels);
            TensorPrimitives.FusedMultiplyAdd(source.Slice(at, channels), scale, shift, row);
            if (activation != Activation.None)
            {
                TensorPrimitives.Max(row, 0f, row);
            }

            if (activation == Activation.Relu6)
            {
                TensorPrimitives.Min(row, 6f, row);
            }
        }
    }
}
