using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Elementwise;

namespace Embedded.TensorFlow.Kernels.Linear;

/// <summary>Losses, norms and products of vectors.</summary>
internal static class LossKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Losses", "float, double, half, bfloat16")
        .Add("L2Loss", L2Loss)
        .Add("SoftmaxCrossEntropyWithLogits", SoftmaxCrossEntropy)
        .Add("SparseSoftmaxCrossEntropyWithLogits", SparseSoftmaxCrossEntropy)
        .Begin("Vectors", "numbers")
        .Add("Cross", Cross);

    private static void L2Loss(KernelContext context)
    {
        var x = context.Input(0);
        Doubles.Write([Doubles.Read(x).Sum(v => v * v) / 2], context.Allocate(0, x.DType));
    }

    private static void SoftmaxCrossEntropy(KernelContext context)
    {
        var (logits, labels) = (context.Input(0), context.Input(1));
        var shape = new long[Math.Max(logits.Rank, labels.Rank)];
        if (!Broadcasting.Fit(logits.Shape, labels.Shape))
        {
            throw TensorFlowException.InvalidArgument($"logits and labels must be broadcastable: logits_size={TensorShape.Format(logits.Shape)} labels_size={TensorShape.Format(labels.Shape)}");
        }

        if (shape.Length != 2)
        {
            throw TensorFlowException.InvalidArgument($"logits and labels must be either 2-dimensional, or broadcasted to be 2-dimensional");
        }

        Broadcasting.Shape(logits.Shape, labels.Shape, shape);

        var (xAt, yAt) = (new BroadcastIndex(logits.Shape, shape), new BroadcastIndex(labels.Shape, shape));
        var (x, y) = (Doubles.Read(logits), Doubles.Read(labels));
        Rows(context, logits.DType, (int)shape[0], (int)shape[1], (row, c) => (x[xAt[(row * (int)shape[1]) + c]], y[yAt[(row * (int)shape[1]) + c]]));
    }

    private static void SparseSoftmaxCrossEntropy(KernelContext context)
    {
        var (logits, labels) = (context.Input(0), Elements.Integers(context.Input(1)));
        if (logits.Rank != 2 || labels.Length != logits.Shape[0])
        {
            throw TensorFlowException.InvalidArgument($"logits and labels must have the same first dimension, got logits shape {TensorShape.Format(logits.Shape)} and labels shape {TensorShape.Format(context.Input(1).Shape)}");
        }

        var classes = (int)logits.Shape[1];
        if (classes == 0)
        {
            throw TensorFlowException.InvalidArgument($"Must have at least one class, but got logits shape {TensorShape.Format(logits.Shape)}");
        }

        if (Array.Find(labels, l => (ulong)l >= (ulong)classes) is var bad && Array.Exists(labels, l => (ulong)l >= (ulong)classes))
        {
            throw TensorFlowException.InvalidArgument($"Received a label value of {bad} which is outside the valid range of [0, {classes}).  Label values: {string.Join(' ', labels)}");
        }

        var x = Doubles.Read(logits);
        Rows(context, logits.DType, labels.Length, classes, (row, c) => (x[(row * classes) + c], labels[row] == c ? 1 : 0));
    }

    // loss = sum of p * (log sum e^x - x); the second output is its gradient, softmax(x) - p.
    private static void Rows(KernelContext context, DataType type, int rows, int classes, Func<int, int, (double Logit, double Label)> cell)
    {
        var (losses, gradients) = (new double[rows], new double[rows * classes]);
        for (var row = 0; row < rows; row++)
        {
            var (largest, sum) = (double.NegativeInfinity, 0.0);
            for (var c = 0; c < classes; c++)
            {
                largest = Math.Max(largest, cell(row, c).Logit);
            }

            for (var c = 0; c < classes; c++)
            {
                sum += Math.Exp(cell(row, c).Logit - largest);
            }

            for (var c = 0; c < classes; c++)
            {
                var (logit, label) = cell(row, c);
                losses[row] += label == 0 ? 0 : label * (Math.Log(sum) - (logit - largest));
                gradients[(row * classes) + c] = (Math.Exp(logit - largest) / sum) - label;
            }
        }

        Doubles.Write(losses, context.Allocate(0, type, rows));
        Doubles.Write(gradients, context.Allocate(1, type, rows, classes));
    }

    private static void Cross(KernelContext context) => TypeDispatch.Numeric(context.Input(0).DType, default(CrossBody), context);

    private readonly struct CrossBody : INumericBody
    {
        public void Run<T>(KernelContext context) where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
        {
            var (x, y) = (context.Input(0), context.Input(1));
            if (!x.Shape.SequenceEqual(y.Shape) || x.Rank < 1 || x.Shape[^1] != 3)
            {
                throw TensorFlowException.InvalidArgument($"Both inputs must be of same shape and have 3 innermost elements: {TensorShape.Format(x.Shape)} vs. {TensorShape.Format(y.Shape)}");
            }

            var a = Elements.Of<T>(x);
            var b = Elements.Of<T>(y);
            var result = Elements.Of<T>(context.Allocate(0, x.DType, x.Shape));
            for (var i = 0; i < a.Length; i += 3)
            {
                result[i] = (a[i + 1] * b[i + 2]) - (a[i + 2] * b[i + 1]);
                result[i + 1] = (a[i + 2] * b[i]) - (a[i] * b[i + 2]);
                result[i + 2] = (a[i] * b[i + 1]) - (a[i + 1] * b[i]);
            }
        }
    }
}
