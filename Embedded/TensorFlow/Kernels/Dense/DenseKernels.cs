using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>
/// The last dimensions of a tensor times a constant matrix, which is what passes make of an Einsum with weights and of <c>tensordot</c>. The
/// weights are [summed, result dimensions…]; the bias has a value for each of the latter together.
/// </summary>
internal static class DenseKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Matrix product", "numbers, complex64, complex128")
        .Add("_Dense", Dense, notes: "made by rewriting; float; bias, residual, Relu and Relu6 fused");

    private static KernelBody Dense(KernelBuild build)
    {
        var summed = build.Node.Fusion?.SummedDimensions ?? 1;
        var epilogue = FusedEpilogue.Read(build.Node.Fusion, ownInputs: 2);
        var (packed, weights) = Prepare(build);
        return context =>
        {
            var x = context.Input(0);
            var leading = x.Rank - summed;
            if (leading < 0 || Product(x.Shape[leading..]) != packed.K)
            {
                throw TensorFlowException.InvalidArgument($"Matrix size-incompatible: In[0]: {TensorShape.Format(x.Shape)}, In[1]: {TensorShape.Format(weights)}");
            }

            Span<long> shape = stackalloc long[leading + weights.Length - 1];
            x.Shape[..leading].CopyTo(shape);
            weights.AsSpan(1).CopyTo(shape[leading..]);
            FusedProduct.Run(context, epilogue, packed, x, (int)Product(x.Shape[..leading]), shape);
        };
    }

    // A method of its own, so that the kernel's closure does not keep the weights as they were.
    private static (PackedMatMul Packed, long[] Shape) Prepare(KernelBuild build)
    {
        var weights = build.Constant(1)!;
        build.Absorb(1);
        return (build.Cache.GetOrAdd(weights, "dense", () => Pack(weights)), weights.ShapeArray);
    }

    private static PackedMatMul Pack(Tensor weights) =>
        PackedMatMul.Create(weights.Data<float>(), (int)weights.Shape[0], (int)(weights.ElementCount / weights.Shape[0]));

    private static long Product(ReadOnlySpan<long> sizes)
    {
        var product = 1L;
        foreach (var size in sizes)
        {
            product *= size;
        }

        return product;
    }
}
