using Embedded.TensorFlow.Kernels.Gemm;

namespace Embedded.TensorFlow.Kernels.Elementwise;

/// <summary>A function of one float, lane by lane, written once for every vector width.</summary>
internal interface IVectorFunction
{
    static abstract TVector Apply<TVector>(TVector x) where TVector : struct, IFloatVector<TVector>;
}
