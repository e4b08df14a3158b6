using Embedded.TensorFlow.Kernels.ComplexNumbers;
using Embedded.TensorFlow.Kernels.Control;
using Embedded.TensorFlow.Kernels.Dense;
using Embedded.TensorFlow.Kernels.Elementwise;
using Embedded.TensorFlow.Kernels.Images;
using Embedded.TensorFlow.Kernels.Linear;
using Embedded.TensorFlow.Kernels.Parsing;
using Embedded.TensorFlow.Kernels.Quantization;
using Embedded.TensorFlow.Kernels.Randomness;
using Embedded.TensorFlow.Kernels.Reduction;
using Embedded.TensorFlow.Kernels.Shaping;
using Embedded.TensorFlow.Kernels.Sparse;
using Embedded.TensorFlow.Kernels.Tables;
using Embedded.TensorFlow.Kernels.Text;

namespace Embedded.TensorFlow.Kernels;

internal sealed partial class KernelRegistry
{
    private static void AddFamilies(KernelFamilyBuilder family)
    {
        ControlFlowKernels.Add(family);
        FunctionKernels.Add(family);
        TensorListKernels.Add(family);
        TensorArrayKernels.Add(family);
        AssertionKernels.Add(family);
        VariableKernels.Add(family);
        VariableScatterKernels.Add(family);
        CheckpointKernels.Add(family);
        BinaryKernels.Add(family);
        UnaryKernels.Add(family);
        PredicateKernels.Add(family);
        BitwiseKernels.Add(family);
        ClampKernels.Add(family);
        SpecialKernels.Add(family);
        FakeQuantizationKernels.Add(family);
        SumKernels.Add(family);
        SelectKernels.Add(family);
        CastKernels.Add(family);
        ShapeKernels.Add(family);
        FillKernels.Add(family);
        JoinKernels.Add(family);
        SliceKernels.Add(family);
        ArrangeKernels.Add(family);
        MirrorPadKernels.Add(family);
        BlockKernels.Add(family);
        SequenceKernels.Add(family);
        GatherKernels.Add(family);
        ScatterKernels.Add(family);
        SearchKernels.Add(family);
        UniqueKernels.Add(family);
        IndexKernels.Add(family);
        ReductionKernels.Add(family);
        CumulativeKernels.Add(family);
        SegmentKernels.Add(family);
        ArgumentKernels.Add(family);
        CountingKernels.Add(family);
        BatchedBincountKernels.Add(family);
        TableKernels.Add(family);
        HashKernels.Add(family);
        StringKernels.Add(family);
        JoinStringKernels.Add(family);
        SplitStringKernels.Add(family);
        NumberTextKernels.Add(family);
        RegexKernels.Add(family);
        DecodeTextKernels.Add(family);
        DecodeMessageKernels.Add(family);
        UnicodeKernels.Add(family);
        ConvolutionKernels.Add(family);
        VolumeConvolutionKernels.Add(family);
        PoolingKernels.Add(family);
        VolumePoolingKernels.Add(family);
        FractionalPoolingKernels.Add(family);
        MatMulKernels.Add(family);
        EinsumKernels.Add(family);
        NormalizationKernels.Add(family);
        SoftmaxKernels.Add(family);
        FusedRowKernels.Add(family);
        DenseKernels.Add(family);
        SystemKernels.Add(family);
        DiagonalKernels.Add(family);
        LossKernels.Add(family);
        ResizeBilinearKernels.Add(family);
        ResizeKernels.Add(family);
        ScaleAndTranslateKernels.Add(family);
        CropAndResizeKernels.Add(family);
        DecodeImageKernels.Add(family);
        ColourKernels.Add(family);
        PatchKernels.Add(family);
        ParseExampleKernels.Add(family);
        BoxKernels.Add(family);
        CombinedSuppressionKernels.Add(family);
        SparseShapeKernels.Add(family);
        SparseMathKernels.Add(family);
        RaggedKernels.Add(family);
        SetKernels.Add(family);
        CrossKernels.Add(family);
        QuantizeKernels.Add(family);
        RoundTripKernels.Add(family);
        RandomKernels.Add(family);
        ComplexPartKernels.Add(family);
        FourierKernels.Add(family);

        // Last: it wraps what others have added.
        ComplexArithmetic.Extend(family);
    }
}
