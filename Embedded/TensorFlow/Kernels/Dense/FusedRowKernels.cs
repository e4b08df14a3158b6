// Pointers: gamma and beta are pinned for the run.
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Elementwise;
using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>What passes make of the chains that exporters write for layer normalisation and GELU.</summary>
internal static unsafe class FusedRowKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Fused chains", "float")
        .Add("_LayerNorm", LayerNorm, notes: "made by rewriting")
        .Add("_Gelu", static c => Gelu<ExactGelu>(c), notes: "made by rewriting")
        .Add("_GeluTanh", static c => Gelu<TanhGelu>(c), notes: "made by rewriting");

    private static void LayerNorm(KernelContext context)
    {
        var x = context.Input(0);
        var gamma = context.Input(1).Data<float>();
        var beta = context.Input(2).Data<float>();
        var epsilon = context.Input(3).Data<float>()[0];
        if (x.Rank < 1 || x.Shape[^1] != gamma.Length || gamma.Length != beta.Length)
        {
            throw TensorFlowException.InvalidArgument($"Incompatible shapes: {TensorShape.Format(x.Shape)} vs. [{gamma.Length}]");
        }

        var result = context.Allocate(0, DataType.Float, x.Shape).Data<float>();
        fixed (float* scales = gamma)
        fixed (float* shifts = beta)
        {
            FloatRows.Run(x.Data<float>(), result, gamma.Length, new LayerNormRow(scales, shifts, epsilon), context.Pool);
        }
    }

    private static void Gelu<TFunction>(KernelContext context) where TFunction : struct, IVectorFunction
    {
        var x = context.Input(0);
        FloatMap.Run<TFunction>(x.Data<float>(), context.Allocate(0, DataType.Float, x.Shape).Data<float>(), context.Pool);
    }

    /// <summary>x/2 · erfc(-x/√2): precise in the lower tail too.</summary>
    private readonly struct ExactGelu : IVectorFunction
    {
        public static TVector Apply<TVector>(TVector x) where TVector : struct, IFloatVector<TVector> =>
            x * TVector.Create(0.5f) * VectorFunctions.Erfc(x * TVector.Create(-0.707106781f));
    }

    /// <summary>x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³))).</summary>
    private readonly struct TanhGelu : IVectorFunction
    {
        public static TVector Apply<TVector>(TVector x) where TVector : struct, IFloatVector<TVector>
        {
            var inner = TVector.MultiplyAdd(x * x * x, TVector.Create(0.044715f), x) * TVector.Create(0.797884561f);
            return x * TVector.Create(0.5f) * (TVector.Create(1f) + VectorFunctions.Tanh(inner));
        }
    }
}
