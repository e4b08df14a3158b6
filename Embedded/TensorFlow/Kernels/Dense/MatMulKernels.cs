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

            var fits = epilogue.Fits(context, shape);
            var result = fits ? context.Allocate(0, DataType.Float, shape) : Tensor.Create(DataType.Float, shape);
            var after = fits ? epilogue.For(context) : epilogue.BiasOnly(context);
            if (k == 0)
            {
                result.Data<float>().Clear();
            }
            else if (packed is not null)
            {
                packed.Run(x.Data<float>(), m, result.Data<float>(), after, context.Pool);
            }
            else
            {
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
            throw TensorFlowException.InvalidArgument($"In[0] and In[1] has different ndims: {TensorShape.Format(x.Shape)} vs. {TensorShape.Format(y)}");
        }

        var (m, k) = ((int)x.Shape[left ? 1 : 0], (int)x.Shape[left ? 0 : 1]);
        return y[right ? 1 : 0] == k
            ? (m, k, (int)y[right ? 0 : 1])
            : throw TensorFlowException.InvalidArgument($"Matrix size-incompatible: In[0]: {TensorShape.Format(x.Shape)}, In[1]: {TensorShape.Format(y)}");
    }

    private static KernelBody Batch(KernelBuild build)
    {
        var (left, right) = (build.Attributes.Bool("adj_x", false), build.Attributes.Bool("adj_y", false));
        return context =>
        {
            var (x, y) = (context.Input(0), context.Input(1));
            if (x.Rank < 2 || y.Rank < 2)
            {
                throw TensorFlowException.InvalidArgument($"In[0] ndims must be >= 2: {Math.Min(x.Rank, y.Rank)}");
            }

            var (m, k) = ((int)x.Shape[left ? ^1 : ^2], (int)x.Shape[left ? ^2 : ^1]);
            var n = (int)y.Shape[right ? ^2 : ^1];
            if (y.Shape[right ? ^1 : ^2] != k)
            {
                throw TensorFlowException.InvalidArgument($"Matrix size-incompatible: In[0]: {TensorShape.Format(x.Shape)}, In[1]: {TensorShape.Format(y.Shape)}");
            }

            var batch = new long[Math.Max(x.Rank, y.Rank) - 2];
            Broadcasting.Shape(x.Shape[..^2], y.Shape[..^2], batch);
            if (x.DType != DataType.Float)
            {
                PlainProduct.Run(context, x, y, batch, (m, k, n), new PlainProduct.Flags(left, right, Conjugates: true));
                return;
            }

            var result = context.Allocate(0, DataType.Float, [.. batch, m, n]).Data<float>();
            var (xs, ys) = (new BroadcastIndex(x.Shape[..^2], batch), new BroadcastIndex(y.Shape[..^2], batch));
            result.Clear();
            for (var i = 0; i < JoinKernels.Product(batch) && k > 0; i++)
            {
                MatMul.Run(
                    x.Data<float>().Slice(xs[i] * m * k, m * k), y.Data<float>().Slice(ys[i] * k * n, k * n), result.Slice(i * m * n, m * n), m, k, n, left, right, default, context.Pool);
            }
        };
    }

    private static KernelBody BiasAdd(KernelBuild build)
    {
        var channelsFirst = build.Attributes.Text("data_format", "NHWC") is "NCHW" or "NCDHW";
        var add = KernelRegistry.Default.Find("AddV2")!.Create(build);
        return context =>
        {
            var (x, bias) = (context.Input(0), context.Input(1));
            if (bias.Rank != 1 || x.Rank < 2 || x.Shape[channelsFirst ? 1 : ^1] != bias.Shape[0])
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
}
