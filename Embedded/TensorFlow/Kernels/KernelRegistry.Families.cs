using Embedded.TensorFlow.Kernels.Dense;
using Embedded.TensorFlow.Kernels.Elementwise;
using Embedded.TensorFlow.Kernels.Parsing;
using Embedded.TensorFlow.Kernels.Reduction;
using Embedded.TensorFlow.Kernels.Shaping;
using Embedded.TensorFlow.Kernels.Tables;

namespace Embedded.TensorFlow.Kernels;

internal sealed partial class KernelRegistry
{
    private static void AddFamilies(KernelFamilyBuilder family)
    {
        ControlFlowKernels.Add(family);
        VariableKernels.Add(family);
        CheckpointKernels.Add(family);
        BinaryKernels.Add(family);
        UnaryKernels.Add(family);
        PredicateKernels.Add(family);
        SelectKernels.Add(family);
        CastKernels.Add(family);
        ShapeKernels.Add(family);
        FillKernels.Add(family);
        JoinKernels.Add(family);
        SliceKernels.Add(family);
        ArrangeKernels.Add(family);
        GatherKernels.Add(family);
        IndexKernels.Add(family);
        ReductionKernels.Add(family);
        ArgumentKernels.Add(family);
        CountingKernels.Add(family);
        TableKernels.Add(family);
        ConvolutionKernels.Add(family);
        PoolingKernels.Add(family);
        MatMulKernels.Add(family);
        EinsumKernels.Add(family);
        NormalizationKernels.Add(family);
        SoftmaxKernels.Add(family);
        ResizeKernels.Add(family);
        ParseExampleKernels.Add(family);
        RandomKernels.Add(family);
    }
}
