namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>What an op does not take it refuses with TensorFlow's code and sentence: people search for them.</summary>
public sealed class RefusalTests
{
    private static readonly Tensor s_matrix = Kernel.Sequence(2, 3);

    private static readonly Tensor s_vector = Kernel.Sequence(3);

    public static TheoryData<string, string, (string, object)[], Tensor[]> Cases => new()
    {
        { "indices[1,0] = 3 is not in [0, 2)", "GatherV2", [], [s_matrix, Tensor.From([2, 1], 0, 3), Tensor.Scalar(0)] },
        { "cannot compute AddV2 as input #1(zero-based) was expected to be a float tensor but is a int32 tensor", "AddV2", [], [s_vector, Kernel.Ints(1)] },
        { "Expected batch_dims in the range [0, 0], but got 7", "GatherV2", [("batch_dims", 7)], [s_vector, Tensor.Scalar(0), Tensor.Scalar(0)] },
        { "params must be at least 1 dimensional", "GatherV2", [], [Tensor.Scalar(1f), Tensor.Scalar(0), Tensor.Scalar(0)] },
        { "params must be at least a vector", "GatherNd", [], [Tensor.Scalar(1f), Kernel.Ints(0)] },
        { "indices[0,2] = [1] does not index into param shape [1,3]", "GatherNd", [], [Kernel.Sequence(1, 3), Tensor.From([1, 3, 1], 0, 0, 1)] },
        { "Dimension -4 must be >= 0", "BroadcastTo", [], [s_vector, Kernel.Ints(-4)] },
        { "Rank of input (2) must be no greater than rank of output shape (0).", "BroadcastTo", [], [s_matrix, Kernel.Ints()] },
        { "Incompatible shapes: [2,3] vs. [4,5]", "BroadcastTo", [], [s_matrix, Kernel.Ints(4, 5)] },
        { "Unable to broadcast tensor of shape [2,3] to tensor of shape [1,3]", "BroadcastTo", [], [s_matrix, Kernel.Ints(1, 3)] },
        { "-3 is out of range [0 .. 2)", "Transpose", [], [s_matrix, Kernel.Ints(0, -3)] },
        { "0 is missing from {1,1}.", "Transpose", [], [s_matrix, Kernel.Ints(1, 1)] },
        { "transpose expects a vector of size 2. But input(1) is a vector of size 0", "Transpose", [], [s_matrix, Kernel.Ints()] },
        { "Reduction axis -1 is empty in shape [2,0]", "ArgMax", [], [Kernel.Sequence(2, 0), Tensor.Scalar(-1)] },
        { "'axis'[0] = 4 is out of valid range [0, 1", "ReverseV2", [], [s_matrix, Kernel.Ints(4)] },
        { "Expected axis to be -1 or between [0, 3).  But received: 4", "OneHot", [("axis", 4)], [Tensor.From([1, 1], 0), Tensor.Scalar(2), Tensor.Scalar(1f), Tensor.Scalar(0f)] },
        { "on_value must be a scalar, but got: [1]", "OneHot", [], [Kernel.Ints(0), Tensor.Scalar(2), Kernel.Floats(1), Tensor.Scalar(0f)] },
        { "condition [2], then [3], and else [2,3] must be broadcastable", "SelectV2", [], [Tensor.From([2], true, false), s_vector, s_matrix] },
        { "Inputs to operation Select of type Select must have the same size and shape.  Input 0: [1,1] != input 1: [3]", "Select", [], [Tensor.From([1, 1], true), s_vector, s_vector] },
        { "In[0] and In[1] ndims must be == 2: 1", "MatMul", [], [s_vector, s_matrix] },
        { "In[0] ndims must be >= 2: 1", "BatchMatMulV2", [], [s_vector, s_matrix] },
        { "In[0] and In[1] must have compatible batch dimensions: [2,1,3] vs. [3,3,1]", "BatchMatMulV2", [], [Kernel.Sequence(2, 1, 3), Kernel.Sequence(3, 3, 1)] },
        { "Input tensor must be at least 2D: [3]", "BiasAdd", [], [s_vector, s_vector] },
        { "Biases must be 1D: [2,3]", "BiasAdd", [], [s_matrix, s_matrix] },
        { "Input rank should be 4 instead of 1", "SpaceToDepth", [("block_size", 2)], [s_vector] },
        { "Image width 2 and height 7 should be divisible by block_size: 7", "SpaceToDepth", [("block_size", 7)], [Kernel.Sequence(1, 7, 2, 1)] },
        { "Input depth dimension 7 should be divisible by: 4", "DepthToSpace", [("block_size", 2)], [Kernel.Sequence(1, 1, 1, 7)] },
        { "Invalid shape [3,3,7,3]: dimensions 0 and 2 do not match.", "DiagPart", [], [Kernel.Sequence(3, 3, 7, 3)] },
        { "Input matrix must be square.", "Cholesky", [], [s_matrix] },
        { "Input tensor 0 must have rank >= 2, got 1", "Cholesky", [], [s_vector] },
        { "input must have 3 channels but input only has 1 channels.", "RGBToHSV", [], [Kernel.Floats(1)] },
        { "input must have 3 channels but instead has 7 channels.", "AdjustHue", [], [Kernel.Sequence(1, 1, 7), Tensor.Scalar(0f)] },
        { "input must be at least 3-D, got shape[2,3]", "AdjustSaturation", [], [s_matrix, Tensor.Scalar(0f)] },
        { "logits and labels must be broadcastable: logits_size=[2,3] labels_size=[1,2]", "SoftmaxCrossEntropyWithLogits", [], [s_matrix, Kernel.Sequence(1, 2)] },
        { "Must have at least one class, but got logits shape [0,0]", "SparseSoftmaxCrossEntropyWithLogits", [], [Kernel.Sequence(0, 0), Kernel.Ints()] },
        { "Expected sorted boundaries", "Bucketize", [("boundaries", new[] { 2f, 1f })], [s_vector] },
        { "WhereOp : Unhandled input dimensions: 0", "Where", [], [Tensor.Scalar(true)] },
        { "sorted input argument must be a matrix", "LowerBound", [], [s_vector, s_vector] },
        { "input must be 4 or 5-dimensional[3]", "FusedBatchNormV3", [("is_training", false)], [s_vector, s_vector, s_vector, s_vector, s_vector] },
        { "Input dimension 0 must have length of at least 8 but got: 3", "RFFT", [], [s_vector, Kernel.Ints(8)] },
        { "indices = 5 is not in [0, 3)", "GatherV2", [], [s_vector, Tensor.Scalar(5), Tensor.Scalar(0)] },
        { "Expected axis in the range [-2, 2), but got 2", "GatherV2", [], [s_matrix, Tensor.Scalar(0), Tensor.Scalar(2)] },
        { "Expected dimension in the range [-2, 2), but got -3", "ArgMax", [], [s_matrix, Tensor.Scalar(-3)] },
        { "ScanOp: Expected scan axis in the range [-2, 2), but got 2", "Cumsum", [], [s_matrix, Tensor.Scalar(2)] },
        { "Tried to expand dim index 3 for tensor with 2 dimensions.", "ExpandDims", [], [s_matrix, Tensor.Scalar(3)] },
        { "Tried to squeeze dim index 2 for tensor with 2 dimensions.", "Squeeze", [("squeeze_dims", new[] { 2 })], [s_matrix] },
        { "axis = 3 not in [-3, 3)", "Pack", [("axis", 3)], [s_matrix] },
        { "-input rank(-2) <= split_dim < input rank (2), but got 2", "Split", [("num_split", 1)], [Tensor.Scalar(2), s_matrix] },
        { "There can only be one -1 in the input.", "SplitV", [("num_split", 2)], [s_vector, Kernel.Ints(-1, -1), Tensor.Scalar(0)] },
        { "Split size at index 1 must be >= 0. Got: -2", "SplitV", [("num_split", 2)], [s_vector, Kernel.Ints(1, -2), Tensor.Scalar(0)] },
        { "ConcatOp : Expected concatenating dimensions in the range [-2, 2), but got 2", "ConcatV2", [], [s_matrix, s_matrix, Tensor.Scalar(2)] },
        { "ConcatOp : Ranks of all input tensors should match: shape[0] = [2,3] vs. shape[1] = [3]", "ConcatV2", [], [s_matrix, s_vector, Tensor.Scalar(0)] },
        { "ConcatOp : Dimension 1 in both shapes must be equal: shape[0] = [2,3] vs. shape[2] = [2,2]", "ConcatV2", [], [s_matrix, s_matrix, Kernel.Sequence(2, 2), Tensor.Scalar(0)] },
        { "Only one input size may be -1, not both 0 and 1", "Reshape", [], [s_matrix, Kernel.Ints(-1, -1)] },
        { "Size 1 must be non-negative, not -2", "Reshape", [], [s_matrix, Kernel.Ints(3, -2)] },
        { "Reshape cannot infer the missing input size for an empty tensor unless all specified input sizes are non-zero", "Reshape", [], [Kernel.Sequence(0), Kernel.Ints(0, -1)] },
        { "Expected begin[0] in [0, 2], but got 3", "Slice", [], [s_matrix, Kernel.Ints(3, 0), Kernel.Ints(1, 1)] },
        { "Expected size[1] in [0, 2], but got 3", "Slice", [], [s_matrix, Kernel.Ints(0, 1), Kernel.Ints(1, 3)] },
        { "slice index -2 of dimension 0 out of bounds.", "StridedSlice", [("shrink_axis_mask", 1)], [s_vector, Kernel.Ints(-5), Kernel.Ints(-4), Kernel.Ints(1)] },
        { "strides[1] must be non-zero", "StridedSlice", [], [s_matrix, Kernel.Ints(0, 0), Kernel.Ints(1, 1), Kernel.Ints(1, 0)] },
        { "only stride 1 allowed on non-range indexing.", "StridedSlice", [("shrink_axis_mask", 1)], [s_vector, Kernel.Ints(0), Kernel.Ints(1), Kernel.Ints(-1)] },
        { "Multiple ellipses in slice spec not allowed", "StridedSlice", [("ellipsis_mask", 3)], [s_matrix, Kernel.Ints(0, 0), Kernel.Ints(1, 1), Kernel.Ints(1, 1)] },
        { "Expected multiples[0] >= 0, but got -1", "Tile", [], [s_vector, Kernel.Ints(-1)] },
        { "Invalid reduction arguments: Axes contains duplicate dimension: 1", "Sum", [], [s_matrix, Kernel.Ints(1, -1)] },
        { "axis 0 specified more than once.", "ReverseV2", [], [s_vector, Kernel.Ints(0, -1)] },
        { "depth must be non-negative, got: -1", "OneHot", [], [Tensor.Scalar(1), Tensor.Scalar(-1), Tensor.Scalar(1f), Tensor.Scalar(0f)] },
        { "Requires delta != 0: 0", "Range", [], [Tensor.Scalar(1), Tensor.Scalar(2), Tensor.Scalar(0)] },
        { "Requires start <= limit when delta > 0: 5/2", "Range", [], [Tensor.Scalar(5), Tensor.Scalar(2), Tensor.Scalar(1)] },
        { "Requires start >= limit when delta < 0: 2/5", "Range", [], [Tensor.Scalar(2), Tensor.Scalar(5), Tensor.Scalar(-1)] },
        { "Need k >= 0, got -1", "TopKV2", [], [s_vector, Tensor.Scalar(-1)] },
        { "input must have at least k columns. Had 3, needed 4", "TopKV2", [], [s_vector, Tensor.Scalar(4)] },
        { "segment_ids[1] = 7 is out of range [0, 2)", "UnsortedSegmentSum", [], [s_vector, Kernel.Ints(0, 7, 1), Tensor.Scalar(2)] },
        { "segment ids must be >= 0", "SegmentSum", [], [s_vector, Kernel.Ints(-1, 0, 1)] },
        { "partitions[2] = 4 is not in [0, 2)", "DynamicPartition", [("num_partitions", 2)], [s_vector, Kernel.Ints(0, 1, 4)] },
        { "data.shape must start with partitions.shape, got data.shape = [3], partitions.shape = [2]", "DynamicPartition", [("num_partitions", 2)], [s_vector, Kernel.Ints(0, 1)] },
        { "data[0].shape = [3] does not start with indices[0].shape = [2]", "DynamicStitch", [], [Kernel.Ints(0, 1), s_vector] },
        { "indices[1] = [1] is repeated", "SparseToDense", [], [Kernel.Ints(1, 1), Kernel.Ints(3), Kernel.Floats(1, 2), Tensor.Scalar(0f)] },
        { "indices[1] = [0] is out of order.", "SparseToDense", [], [Kernel.Ints(1, 0), Kernel.Ints(3), Kernel.Floats(1, 2), Tensor.Scalar(0f)] },
        { "'then' must be at least a vector, but saw shape: []", "Select", [], [Tensor.From([2], true, false), Tensor.Scalar(1f), Tensor.Scalar(2f)] },
        { "Fill string must be one or fewer characters", "AsString", [("fill", "00")], [s_vector] },
        { "precision not supported for datatype int32", "AsString", [("T", DataType.Int32), ("precision", 2)], [Kernel.Ints(1)] },
        { " : Tensor had Inf and NaN values", "CheckNumerics", [], [Kernel.Floats(float.NaN, float.NegativeInfinity)] },
        { "here : Tensor had -Inf, +Inf, and NaN values", "CheckNumericsV2", [("message", "here")], [Kernel.Floats(float.PositiveInfinity, float.NaN, float.NegativeInfinity)] },
        { "assertion failed: [x is] [[0 1][2...]...] [a\\\"b]", "Assert", [], [Tensor.Scalar(false), Tensor.FromStrings([], "x is"), Kernel.Sequence(2, 2), Tensor.FromStrings([], "a\"b")] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Refusals_have_TensorFlows_words(string text, string op, (string, object)[] attributes, Tensor[] inputs)
    {
        var error = Should.Throw<TensorFlowException>(() => Kernel.Run(op, attributes, inputs));

        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldStartWith(text);
    }
}
