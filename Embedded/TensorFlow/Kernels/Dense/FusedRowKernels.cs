// Pointers: gamma and beta are pinned for the run.
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Kernels.Elementwise;
using Embedded.TensorFlow.Kernels.Gemm;
using Embedded.TensorFlow.Kernels.Shaping;

namespace Embedded.TensorFlow.Kernels.Dense;

/// <summary>What passes make of the chains that exporters write for layer normalisation and GELU.</summary>
internal static unsafe class FusedRowKernels
{
    public static void Add(KernelFamilyBuilder family) => family
        .Begin("Fused chains", "float")
        .Add("_LayerNorm", build => LayerNorm(build.Node.Fusion?.Axis ?? -1), notes: "made by rewriting")
        .Add("_Gelu", static c => Gelu<ExactGelu>(c), notes: "made by rewriting")
        .Add("_GeluTanh", static c => Gelu<TanhGelu>(c), notes: "made by rewriting");

    private static KernelBody LayerNorm(int axis) => context =>
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
        if (Elements.Axis(axis, x.Rank) is var normalised && normalised != x.Rank - 1)
        {
            Strided(x, normalised, gamma, beta, epsilon, result);
            return;
        }

        fixed (float* scales = gamma)
        fixed (float* shifts = beta)
        {
            FloatRows.Run(x.Data<float>(), result, gamma.Length, new LayerNormRow(scales, shifts, epsilon), context.Pool);
        }
    };

    // Over another dimension than the last, which scale and shift still lie along. No exporter normalises like this; a graph may.
    private static void Strided(Tensor x, int axis, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, float epsilon, Span<float> result)
    {
        var (size, step) = ((int)x.Shape[axis], JoinKernels.Product(x.Shape[(axis + 1)..]));
        var values = x.Data<float>();
        for (var i = 0; !values.IsEmpty && i < values.Length / size; i++)
        {
            var first = (i / step * step * size) + (i % step);
            var (sum, squares) = (0.0, 0.0);
            for (var j = 0; j < size; j++)
            {
                sum += values[first + (j * step)];
            }

            for (var j = 0; j < size; j++)
            {
                squares += Math.Pow(values[first + (j * step)] - (sum / size), 2);
            }

            var scale = 1 / Math.Sqrt((squares / size) + epsilon);
            for (var j = 0; j < size; j++)
            {
                var at = first + (j * step);
                result[at] = (float)(((values[at] - (sum / size)) * scale * gamma[at % gamma.Length]) + beta[at % gamma.Length]);
            }
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
