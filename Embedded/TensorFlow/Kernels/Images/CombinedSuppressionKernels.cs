using Embedded.TensorFlow.Execution;

namespace Embedded.TensorFlow.Kernels.Images;

/// <summary>Non-maximum suppression for every class of every image at once, the last step of a detector.</summary>
internal static class CombinedSuppressionKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Boxes", "float")
        .Add("CombinedNonMaxSuppression", Create);

    private static KernelBody Create(KernelBuild build)
    {
        var padPerClass = build.Attributes.Bool("pad_per_class", false);
        var clip = build.Attributes.Bool("clip_boxes", true);
        return context =>
        {
            var (boxes, scores) = (context.Input(0), context.Input(1));
            if (boxes.Rank != 4 || scores.Rank != 3 || boxes.Shape[3] != 4 || !boxes.Shape[..2].SequenceEqual(scores.Shape[..2]))
            {
                throw TensorFlowException.InvalidArgument($"boxes must be [batch, boxes, 1 or classes, 4] and scores [batch, boxes, classes], got {TensorShape.Format(boxes.Shape)} and {TensorShape.Format(scores.Shape)}");
            }

            var (perClass, total) = (Count(context, 2), Count(context, 3));
            var limits = new BoxSuppression.Limits(perClass, BoxKernels.Number(context, 4), BoxKernels.Number(context, 5));
            var (batch, number, classes, kinds) = ((int)boxes.Shape[0], (int)boxes.Shape[1], (int)scores.Shape[2], (int)boxes.Shape[2]);
            if (kinds != 1 && kinds != classes)
            {
                throw TensorFlowException.InvalidArgument($"third dimension of boxes must be either 1 or equal to the third dimension of scores");
            }

            var size = padPerClass ? (int)Math.Min(total, (long)perClass * classes) : total;
            var result = new Results(context, batch, size);
            for (var b = 0; b < batch; b++)
            {
                var found = new List<(float Score, int Class, int Box)>();
                for (var c = 0; c < classes; c++)
                {
                    var own = Column(boxes.Data<float>(), b, number, kinds, kinds == 1 ? 0 : c, 4);
                    var points = Column(scores.Data<float>(), b, number, classes, c, 1);
                    found.AddRange(BoxSuppression.Select(own, points, limits).Select(s => (s.Score, c, s.Box)));
                }

                var best = found.OrderByDescending(f => f.Score).Take(size).ToList();
                for (var i = 0; i < best.Count; i++)
                {
                    var at = ((((b * number) + best[i].Box) * kinds) + (kinds == 1 ? 0 : best[i].Class)) * 4;
                    result.Set(b, i, boxes.Data<float>().Slice(at, 4), best[i].Score, best[i].Class, clip);
                }

                result.Finish(b, best.Count);
            }
        };
    }

    private static int Count(KernelContext context, int input) => Elements.Integer(context.Input(input)) is > 0 and < 1 << 24 and var count
        ? (int)count
        : throw TensorFlowException.InvalidArgument($"max_size_per_class and max_total_size must be > 0 and at most {1 << 24}");

    private static float[] Column(ReadOnlySpan<float> values, int batch, int rows, int columns, int column, int width)
    {
        var result = new float[rows * width];
        for (var i = 0; i < rows; i++)
        {
            values.Slice((((((batch * rows) + i) * columns) + column) * width), width).CopyTo(result.AsSpan(i * width));
        }

        return result;
    }

    private sealed class Results
    {
        private readonly Tensor _boxes;
        private readonly Tensor _scores;
        private readonly Tensor _classes;
        private readonly Tensor _counts;
        private readonly int _size;

        public Results(KernelContext context, int batch, int size)
        {
            _size = size;
            _boxes = context.Allocate(0, DataType.Float, batch, size, 4);
            _scores = context.Allocate(1, DataType.Float, batch, size);
            _classes = context.Allocate(2, DataType.Float, batch, size);
            _counts = context.Allocate(3, DataType.Int32, batch);
            foreach (var tensor in (ReadOnlySpan<Tensor>)[_boxes, _scores, _classes])
            {
                tensor.Bytes.Clear();
            }
        }

        public void Set(int batch, int index, ReadOnlySpan<float> box, float score, int label, bool clip)
        {
            var at = (batch * _size) + index;
            for (var i = 0; i < 4; i++)
            {
                _boxes.Data<float>()[(4 * at) + i] = clip ? Math.Clamp(box[i], 0, 1) : box[i];
            }

            _scores.Data<float>()[at] = score;
            _classes.Data<float>()[at] = label;
        }

        public void Finish(int batch, int count) => _counts.Data<int>()[batch] = count;
    }
}
