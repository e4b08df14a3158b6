using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Gemm;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Einstein sums of two tensors: both brought to [batch, free, summed], multiplied, and brought to the wanted order.</summary>
internal static class EinsumKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Einsum", "numbers, complex64, complex128")
        .Add("Einsum", Einsum, notes: "float fast");

    private static KernelBody Einsum(KernelBuild build)
    {
        var text = build.Attributes.Text("equation", "");
        return context =>
        {
            var equation = context.InputCount == 2 && context.Input(0).DType == DataType.Float
                ? EinsumEquation.Parse(text, context.Input(0).Rank, context.Input(1).Rank)
                : null;
            if (equation is null)
            {
                EinsumGeneral.Run(text, context);
            }
            else
            {
                Run(equation, context.Input(0), context.Input(1), context);
            }
        };
    }

    private static void Run(EinsumEquation equation, Tensor x, Tensor y, KernelContext context)
    {
        var sizes = new Dictionary<int, long>();
        Measure(equation.Left, x, sizes);
        Measure(equation.Right, y, sizes);
        int[] batch = [.. equation.Result.Where(l => equation.Left.Contains(l) && equation.Right.Contains(l))];
        int[] summed = [.. equation.Left.Where(l => equation.Right.Contains(l) && !equation.Result.Contains(l))];
        int[] rows = [.. equation.Left.Where(l => !equation.Right.Contains(l))];
        int[] columns = [.. equation.Right.Where(l => !equation.Left.Contains(l))];
        var (b, m, k, n) = (Product(batch, sizes), Product(rows, sizes), Product(summed, sizes), Product(columns, sizes));
        var left = Arrange(x, equation.Left, [.. batch, .. rows, .. summed], sizes);
        var right = Arrange(y, equation.Right, [.. batch, .. summed, .. columns], sizes);
        int[] natural = [.. batch, .. rows, .. columns];
        long[] shape = [.. equation.Result.Select(l => sizes[l])];
        var isNatural = natural.AsSpan().SequenceEqual(equation.Result);
        var product = isNatural ? context.Allocate(0, DataType.Float, shape) : Tensor.Create(DataType.Float, [.. natural.Select(l => sizes[l])], clear: false);
        product.Data<float>().Clear();
        for (var i = 0; i < b && k > 0; i++)
        {
            MatMul.Run(
                left.Data<float>().Slice(i * m * k, m * k),
                right.Data<float>().Slice(i * k * n, k * n),
                product.Data<float>().Slice(i * m * n, m * n),
                m, k, n, transposeA: false, transposeB: false, default, context.Pool);
        }

        if (!isNatural)
        {
            var steps = Steps(product.Shape, natural, equation.Result);
            StridedCopy.Run<float>(product.Data<float>(), steps, shape, context.Allocate(0, DataType.Float, shape).Data<float>());
        }
    }

    // An unnamed dimension of size 1 broadcasts.
    private static void Measure(int[] labels, Tensor tensor, Dictionary<int, long> sizes)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var size = tensor.Shape[i];
            if (sizes.TryGetValue(labels[i], out var known) && known != size && known != 1 && size != 1)
            {
                throw TensorFlowException.InvalidArgument($"Expected dimension {known} at axis {i} of the input shaped {TensorShape.Format(tensor.Shape)} but got dimension {size}");
            }

            sizes[labels[i]] = Math.Max(known, size);
        }
    }

    private static int Product(int[] labels, Dictionary<int, long> sizes) => (int)labels.Aggregate(1L, (product, l) => product * sizes[l]);

    private static Tensor Arrange(Tensor tensor, int[] labels, int[] order, Dictionary<int, long> sizes)
    {
        long[] shape = [.. order.Select(l => sizes[l])];
        if (labels.AsSpan().SequenceEqual(order) && tensor.Shape.SequenceEqual(shape))
        {
            return tensor;
        }

        var arranged = Tensor.Create(DataType.Float, shape, clear: false);
        StridedCopy.Run<float>(tensor.Data<float>(), Steps(tensor.Shape, labels, order), shape, arranged.Data<float>());
        return arranged;
    }

    private static int[] Steps(ReadOnlySpan<long> shape, int[] labels, int[] order)
    {
        var own = TensorShape.Strides(shape);
        var steps = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var at = Array.IndexOf(labels, order[i]);
            steps[i] = shape[at] == 1 ? 0 : own[at];
        }

        return steps;
    }
}
