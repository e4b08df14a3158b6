namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>What an op does not take it refuses with TensorFlow's code and sentence: people search for them.</summary>
public sealed class RefusalTests
{
    private static readonly Tensor s_matrix = Kernel.Sequence(2, 3);

    private static readonly Tensor s_vector = Kernel.Sequence(3);

    public static TheoryData<string, string, (string, object)[], Tensor[]> Cases => new()
    {
        { "indices[1,0] = 3 is not in [0, 2)", "GatherV2", [], [s_matrix, Tensor.From([2, 1], 0, 3), Tensor.Scalar(0)] },
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
        { "Inputs to op Select must have the same size and shape.", "Select", [], [Tensor.From([2], true, false), Tensor.Scalar(1f), Tensor.Scalar(2f)] },
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
