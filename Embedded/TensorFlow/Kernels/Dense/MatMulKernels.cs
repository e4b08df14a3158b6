using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Elementwise;
using Embedded.TensorFlow.Kernels.Gemm;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>Matrix products.</summary>
internal static class MatMulKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Matrix product", "numbers, complex64, complex128")
        .Add("MatMul", build => Product(build, "transpose_a", "transpose_b"), notes: "constant right-hand matrices are packed; bias, Relu and Relu6 fused")
        .Add("BatchMatMul", build => Batch(build), notes: "float fast")
        .Add("BatchMatMulV2", build => Batch(build), notes: "float fast")
        .Add("BatchMatMulV3", build => Batch(build), notes: "float fast")
        .Add("BiasAdd", BiasAdd)
        .Add("BiasAddV1", BiasAdd);

    private static KernelBody Product(KernelBuild build, string first, string second)
    {
        var (left, right) = (build.Attributes.Bool(first, false), build.Attributes.Bool(second, false));
        var epilogue = FusedEpilogue.Read(build.Node.Fusion, ownInputs: 2);
        var (packed, packedShape) = left ? default : Prepare(build, right);
        return context =>
        {
            var x = context.Input(0);
            var (m, k, n) = Sizes(x, packedShape ?? context.Input(1).ShapeArray, left, right);
            ReadOnlySpan<long> shape = [m, n];
            if (x.DType != DataType.Float)
            {
                PlainProduct.Run(context, x, context.Input(1), [], (m, k, n), new PlainProduct.Flags(left, right, Conjugates: false));
                return;
            }

            if (packed is not null && k > 0)
            {
                FusedProduct.Run(context, epilogue, packed, x, m, shape);
                return;
            }

            var fits = epilogue.Fits(context, shape);
            var result = fits ? epilogue.Allocate(context, shape) : Tensor.Create(DataType.Float, shape);
            if (k == 0)
            {
                result.Data<float>().Clear();
            }
            else
            {
                var after = fits ? epilogue.For(context) : epilogue.BiasOnly(context);
                MatMul.Run(x.Data<float>(), context.Input(1).Data<float>(), result.Data<float>(), m, k, n, left, right, after, context.Pool);
            }

            if (!fits)
            {
                epilogue.Finish(context, result);
            }
        };
    }

    // A method of its own, so that the kernel's closure does not keep the matrix as it was.
    private static (PackedMatMul? Packed, long[]? Shape) Prepare(KernelBuild build, bool transposed)
    {
        if (build.Constant(1) is not { Rank: 2, DType: DataType.Float, ElementCount: > 0 } b)
        {
            return default;
        }

        build.Absorb(1);
        return (build.Cache.GetOrAdd(b, ("matmul", transposed), () => Pack(b, transposed)), b.ShapeArray);
    }

    private static PackedMatMul Pack(Tensor b, bool transposed) => PackedMatMul.Create(
        b.Data<float>(), (int)b.Shape[transposed ? 1 : 0], (int)b.Shape[transposed ? 0 : 1], transposed);

    private static (int M, int K, int N) Sizes(Tensor x, long[] y, bool left, bool right)
    {
        if (x.Rank != 2 || y.Length != 2)
        {
            throw TensorFlowException.InvalidArgument($"In[0] and In[1] ndims must be == 2: {(x.Rank != 2 ? x.Rank : y.Length)}");
        }

        var (m, k) = ((int)x.Shape[left ? 1 : 0], (int)x.Shape[left ? 0 : 1]);
        return y[right ? 1 : 0] == k
            ? (m, k, (int)y[right ? 0 : 1])
            : throw TensorFlowException.InvalidArgument($"Matrix size-incompatible: In[0]: {TensorShape.Format(x.Shape)}, In[1]: {TensorShape.Format(y)}");
    }

    private static KernelBody Batch(KernelBuild build)
    {
        var (left, right) = (build.Attributes.Bool("adj_x", false), build.Attributes.Bool("adj_y", false));
        var cache = new ShapeCache<BatchPlan>();
        Func<Tensor, Tensor, BatchPlan> find = (x, y) => Plan(x, y, left, right);
        return context =>
        {
            var (x, y) = (context.Input(0), context.Input(1));
            if (x.Rank < 2 || y.Rank < 2)
            {
                throw TensorFlowException.InvalidArgument($"In[{(x.Rank < 2 ? 0 : 1)}] ndims must be >= 2: {(x.Rank < 2 ? x.Rank : y.Rank)}");
            }

            var (m, k) = ((int)x.Shape[left ? ^1 : ^2], (int)x.Shape[left ? ^2 : ^1]);
            var n = (int)y.Shape[right ? ^2 : ^1];
            if (y.Shape[right ? ^1 : ^2] != k)
            {
                throw TensorFlowException.InvalidArgument($"Matrix size-incompatible: In[0]: {TensorShape.Format(x.Shape)}, In[1]: {TensorShape.Format(y.Shape)}");
            }

            if (x.DType != DataType.Float)
            {
                PlainProduct.Run(context, x, y, BatchOf(x, y), (m, k, n), new PlainProduct.Flags(left, right, Conjugates: true));
                return;
            }

            var plan = cache.GetOrAdd(x, y, find);
            var result = context.Allocate(0, DataType.Float, plan.Shape).Data<float>();
            if (k == 0)
            {
                result.Clear();
            }
            else if (!left)
            {
                MatMul.RunBatch(x.Data<float>(), y.Data<float>(), result, StridedProduct.Dense(m, k, n, right), plan.Places, context.Pool);
            }
            else
            {
                for (var i = 0; i < plan.Places.Count; i++)
                {
                    MatMul.Run(x.Data<float>()[plan.Places.A[i]..], y.Data<float>()[plan.Places.B[i]..], result[plan.Places.Output[i]..], m, k, n, left, right, default, context.Pool);
                }
            }
        };
    }

    private static long[] BatchOf(Tensor x, Tensor y)
    {
        if (!Broadcasting.Fit(x.Shape[..^2], y.Shape[..^2]))
        {
            throw TensorFlowException.InvalidArgument($"In[0] and In[1] must have compatible batch dimensions: {TensorShape.Format(x.Shape)} vs. {TensorShape.Format(y.Shape)}");
        }

        var batch = new long[Math.Max(x.Rank, y.Rank) - 2];
        Broadcasting.Shape(x.Shape[..^2], y.Shape[..^2], batch);
        return batch;
    }

    private static BatchPlan Plan(Tensor x, Tensor y, bool left, bool right)
    {
        var (batch, m, n) = (BatchOf(x, y), x.Shape[left ? ^1 : ^2], y.Shape[right ? ^2 : ^1]);
        var (xs, ys) = (new BroadcastIndex(x.Shape[..^2], batch), new BroadcastIndex(y.Shape[..^2], batch));
        var count = (int)JoinKernels.Product(batch);
        int[] Places(Func<int, int> index, long size) => [.. Enumerable.Range(0, count).Select(i => (int)(index(i) * size))];
        return new(
            [.. batch, m, n], new ProductPlaces(Places(i => xs[i], x.Shape[^1] * x.Shape[^2]), Places(i => ys[i], y.Shape[^1] * y.Shape[^2]), Places(i => i, m * n)));
    }

    private static KernelBody BiasAdd(KernelBuild build)
    {
        var channelsFirst = build.Attributes.Text("data_format", "NHWC") is "NCHW" or "NCDHW";
        var add = KernelRegistry.Default.Find("AddV2")!.Create(build);
        return context =>
        {
            var (x, bias) = (context.Input(0), context.Input(1));
            if (x.Rank < 2)
            {
                throw TensorFlowException.InvalidArgument($"Input tensor must be at least 2D: {TensorShape.Format(x.Shape)}");
            }

            if (bias.Rank != 1)
            {
                throw TensorFlowException.InvalidArgument($"Biases must be 1D: {TensorShape.Format(bias.Shape)}");
            }

            if (x.Shape[channelsFirst ? 1 : ^1] != bias.Shape[0])
            {
                throw TensorFlowException.InvalidArgument($"Must provide as many biases as the last dimension of the input tensor: {TensorShape.Format(bias.Shape)} vs. {TensorShape.Format(x.Shape)}");
            }

            if (!channelsFirst)
            {
                add(context);
                return;
            }

            var ones = new long[x.Rank - 2];
            Array.Fill(ones, 1);
            context.Set(0, Evaluator.Run(add, context, [x, bias.WithShape([bias.Shape[0], .. ones])])[0]);
        };
    }

    private sealed record BatchPlan(long[] Shape, ProductPlaces Places);
}
