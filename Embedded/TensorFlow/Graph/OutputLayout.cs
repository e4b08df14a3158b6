using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Graph;

/// <summary>
/// Turns "output argument and index" of function bodies into a plain output number. Only ops with more than one output argument
/// are listed; in all others the index is the number.
/// </summary>
internal static class OutputLayout
{
    private static readonly Dictionary<string, string[]> s_arguments = new(StringComparer.Ordinal)
    {
        ["Switch"] = ["output_false", "output_true"],
        ["RefSwitch"] = ["output_false", "output_true"],
        ["Merge"] = ["output", "value_index"],
        ["RefMerge"] = ["output", "value_index"],
        ["FusedBatchNorm"] = ["y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2"],
        ["FusedBatchNormV2"] = ["y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2"],
        ["FusedBatchNormV3"] = ["y", "batch_mean", "batch_variance", "reserve_space_1", "reserve_space_2", "reserve_space_3"],
        ["TopK"] = ["values", "indices"],
        ["TopKV2"] = ["values", "indices"],
        ["Unique"] = ["y", "idx"],
        ["UniqueV2"] = ["y", "idx"],
        ["UniqueWithCounts"] = ["y", "idx", "count"],
        ["UniqueWithCountsV2"] = ["y", "idx", "count"],
        ["MaxPoolWithArgmax"] = ["output", "argmax"],
        ["SoftmaxCrossEntropyWithLogits"] = ["loss", "backprop"],
        ["SparseSoftmaxCrossEntropyWithLogits"] = ["loss", "backprop"],
        ["SparseFillEmptyRows"] = ["output_indices", "output_values", "empty_row_indicator", "reverse_index_map"],
        ["SparseReshape"] = ["output_indices", "output_shape"],
        ["StringSplit"] = ["indices", "values", "shape"],
        ["StringSplitV2"] = ["indices", "values", "shape"],
        ["TensorArrayV3"] = ["handle", "flow"],
        ["CombinedNonMaxSuppression"] = ["nmsed_boxes", "nmsed_scores", "nmsed_classes", "valid_detections"],
        ["NonMaxSuppressionV4"] = ["selected_indices", "valid_outputs"],
        ["NonMaxSuppressionV5"] = ["selected_indices", "selected_scores", "valid_outputs"],
        ["TensorListPopBack"] = ["output_handle", "tensor"],
        ["TensorListConcat"] = ["tensor", "lengths"],
        ["TensorListConcatV2"] = ["tensor", "lengths"],
        ["TensorArrayConcatV3"] = ["value", "lengths"],
        ["SetDiff1D"] = ["out", "idx"],
        ["UnicodeDecodeWithOffsets"] = ["row_splits", "char_values", "char_to_byte_starts"],
        ["RaggedRange"] = ["rt_nested_splits", "rt_dense_values"],
        ["SparseConcat"] = ["output_indices", "output_values", "output_shape"],
        ["StatelessRandomGetKeyCounter"] = ["key", "counter"],
        ["LookupTableExportV2"] = ["keys", "values"],
        ["ListDiff"] = ["out", "idx"],
        ["Qr"] = ["q", "r"],
        ["Svd"] = ["s", "u", "v"],
        ["SelfAdjointEigV2"] = ["e", "v"],
        ["Lu"] = ["lu", "p"],
        ["LogMatrixDeterminant"] = ["sign", "log_abs_determinant"],
        ["QuantizeV2"] = ["output", "output_min", "output_max"],
        ["SparseCross"] = ["output_indices", "output_values", "output_shape"],
        ["SparseSlice"] = ["output_indices", "output_values", "output_shape"],
        ["SparseReorder"] = ["output_indices", "output_values"],
        ["UnicodeDecode"] = ["row_splits", "char_values"],
        ["StringNGrams"] = ["ngrams", "ngrams_splits"],
        ["FractionalMaxPool"] = ["output", "row_pooling_sequence", "col_pooling_sequence"],
        ["FractionalAvgPool"] = ["output", "row_pooling_sequence", "col_pooling_sequence"],
        ["SparseCrossV2"] = ["output_indices", "output_values", "output_shape"],
        ["DenseToSparseSetOperation"] = ["result_indices", "result_values", "result_shape"],
        ["SparseToSparseSetOperation"] = ["result_indices", "result_values", "result_shape"],
        ["DenseToDenseSetOperation"] = ["result_indices", "result_values", "result_shape"],
    };

    public static int Number(NodeDef node, string? argument, int index)
    {
        if (argument is null)
        {
            return index;
        }

        if (node.Op is "ParseExample" or "ParseExampleV2" or "ParseSingleExample")
        {
            return Offset(ParseExampleOutputs(node), argument, node) + index;
        }

        return s_arguments.TryGetValue(node.Op, out var arguments)
            ? Offset(arguments.Select(a => (a, 1)), argument, node) + index
            : index;
    }

    private static (string, int)[] ParseExampleOutputs(NodeDef node)
    {
        var sparse = (int)node.Attributes.Int(node.Op == "ParseExample" ? "Nsparse" : "num_sparse", 0);
        return
        [
            ("sparse_indices", sparse), ("sparse_values", sparse), ("sparse_shapes", sparse),
            ("dense_values", node.Attributes.Types("Tdense").Length),
            ("ragged_values", node.Attributes.Types("ragged_value_types").Length),
            ("ragged_row_splits", node.Attributes.Types("ragged_split_types").Length),
        ];
    }

    private static int Offset(IEnumerable<(string Name, int Count)> outputs, string argument, NodeDef node)
    {
        var offset = 0;
        foreach (var (name, count) in outputs)
        {
            if (name == argument)
            {
                return offset;
            }

            offset += count;
        }

        throw TensorFlowException.InvalidArgument($"Node '{node.Name}' (type: '{node.Op}') has no output argument '{argument}'");
    }
}
