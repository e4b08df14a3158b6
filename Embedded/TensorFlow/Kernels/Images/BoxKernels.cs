using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Boxes of detectors.</summary>
internal static class BoxKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Boxes", "float, half")
        .Add("NonMaxSuppression", First)
        .Add("NonMaxSuppressionV2", static c => Write(c, Select(c, 3, -1), padTo: -1, hasScores: false))
        .Add("NonMaxSuppressionV3", static c => Write(c, Select(c, 3, 4), padTo: -1, hasScores: false))
        .Add("NonMaxSuppressionV4", build => Padded(build, hasScores: false))
        .Add("NonMaxSuppressionV5", build => Padded(build, hasScores: true))
        .Add("NonMaxSuppressionWithOverlaps", WithOverlaps);

    private static KernelBody First(KernelBuild build)
    {
        var overlap = build.Attributes.Float("iou_threshold", 0.5f);
        return context => Write(context, Select(context, new BoxSuppression.Limits(Most(context), overlap, float.NegativeInfinity)), padTo: -1, hasScores: false);
    }

    private static KernelBody Padded(KernelBuild build, bool hasScores)
    {
        var pad = build.Attributes.Bool("pad_to_max_output_size", false);
        return context =>
        {
            var selected = Select(context, 3, 4, hasScores ? Number(context, 5) : 0);
            Write(context, selected, pad ? Most(context) : -1, hasScores);
        };
    }

    private static void WithOverlaps(KernelContext context)
    {
        var (overlaps, scores) = (Floats(context.Input(0)), Floats(context.Input(1)));
        if (overlaps.Length != (long)scores.Length * scores.Length)
        {
            throw TensorFlowException.InvalidArgument($"overlaps must be square and fit {scores.Length} scores");
        }

        var limits = new BoxSuppression.Limits(Most(context), Number(context, 3), Number(context, 4));
        Write(context, BoxSuppression.Select((a, b) => overlaps[(a * scores.Length) + b], scores, limits), padTo: -1, hasScores: false);
    }

    private static List<(int Box, float Score)> Select(KernelContext context, int overlap, int score, float sigma = 0)
    {
        var limit = Number(context, overlap);
        if (limit is < 0 or > 1)
        {
            throw TensorFlowException.InvalidArgument($"iou_threshold must be in [0, 1]");
        }

        return Select(context, new BoxSuppression.Limits(Most(context), limit, score < 0 ? float.NegativeInfinity : Number(context, score), sigma));
    }

    private static List<(int Box, float Score)> Select(KernelContext context, BoxSuppression.Limits limits)
    {
        var (boxes, scores) = (Floats(context.Input(0)), Floats(context.Input(1)));
        return boxes.Length == 4L * scores.Length
            ? BoxSuppression.Select(boxes, scores, limits)
            : throw TensorFlowException.InvalidArgument($"boxes must have 4 columns and as many rows as scores, got {TensorShape.Format(context.Input(0).Shape)} and {scores.Length}");
    }

    // Outputs: indices; scores in the fifth version; how many count in the fourth and fifth.
    private static void Write(KernelContext context, List<(int Box, float Score)> selected, int padTo, bool hasScores)
    {
        var size = Math.Max(padTo, selected.Count);
        var indices = context.Allocate(0, DataType.Int32, size).Data<int>();
        indices.Clear();
        var scores = new double[size];
        for (var i = 0; i < selected.Count; i++)
        {
            (indices[i], scores[i]) = (selected[i].Box, selected[i].Score);
        }

        if (hasScores)
        {
            Doubles.Write(scores, context.Allocate(1, context.Input(1).DType, size));
        }

        context.Set(hasScores ? 2 : 1, Tensor.Scalar(selected.Count));
    }

    private static int Most(KernelContext context) => (int)Math.Clamp(Elements.Integer(context.Input(2)), 0, int.MaxValue);

    internal static float Number(KernelContext context, int input) => (float)Doubles.Read(context.Input(input))[0];

    internal static float[] Floats(Tensor tensor) => Array.ConvertAll(Doubles.Read(tensor), v => (float)v);
}
