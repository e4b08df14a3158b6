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
        var cache = new ShapeCache<Known>();
        Func<Tensor, Tensor, Known> find = (x, y) => Known.Of(text, x, y);
        return context =>
        {
            var known = context.InputCount == 2 && context.Input(0).DType == DataType.Float && context.Input(1).DType == DataType.Float
                ? cache.GetOrAdd(context.Input(0), context.Input(1), find)
                : null;
            if (known?.Plan is { Product.K: > 0 } plan)
            {
                var (x, y) = plan.Swapped ? (context.Input(1), context.Input(0)) : (context.Input(0), context.Input(1));
                MatMul.RunBatch(
                    x.Data<float>(), y.Data<float>(), context.Allocate(0, DataType.Float, plan.Shape).Data<float>(), plan.Product, plan.Places, context.Pool);
            }
            else if (known?.Equation is { } equation)
            {
                Run(equation, context.Input(0), context.Input(1), context);
            }
            else
            {
                EinsumGeneral.Run(text, context);
            }
        };
    }

    private static void Run(EinsumEquation equation, Tensor x, Tensor y, KernelContext context)
    {
        var sizes = Sizes(equation, x, y);
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

    private static Dictionary<int, long> Sizes(EinsumEquation equation, Tensor x, Tensor y)
    {
        var sizes = new Dictionary<int, long>();
        Measure(equation.Left, x, sizes);
        Measure(equation.Right, y, sizes);
        return sizes;
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

    /// <summary>What the shapes tell: nothing for sums that are no products, a plan where the tensors can stay as they lie.</summary>
    private sealed record Known(EinsumEquation? Equation, EinsumPlan? Plan)
    {
        public static Known Of(string text, Tensor x, Tensor y) => EinsumEquation.Parse(text, x.Rank, y.Rank) is { } equation
            ? new(equation, EinsumPlan.Find(equation, x.Shape, y.Shape, Sizes(equation, x, y)))
            : new(null, null);
    }
}
