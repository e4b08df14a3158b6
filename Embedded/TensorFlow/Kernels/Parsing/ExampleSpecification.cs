using Embedded.TensorFlow.Format;

namespace Embedded.TensorFlow.Kernels.Parsing;

/// <summary>Types and shapes of the features to parse.</summary>
internal sealed record ExampleSpecification(DataType[] SparseTypes, DataType[] DenseTypes, long[][] DenseShapes, DataType[] RaggedTypes, DataType[] SplitTypes)
{
    public static ExampleSpecification Read(AttributeMap attributes)
    {
        var shapes = attributes.Shapes("dense_shapes");
        return new ExampleSpecification(
            attributes.Types("sparse_types"),
            attributes.Types("Tdense"),
            Array.ConvertAll(shapes, s => s ?? throw TensorFlowException.InvalidArgument($"dense_shapes has an unknown rank")),
            attributes.Types("ragged_value_types"),
            attributes.Types("ragged_split_types"));
    }

    /// <summary>Whether a dense feature may have any number of rows; shorter ones are padded with the default.</summary>
    public bool IsVariable(int dense) => DenseShapes[dense].Length > 0 && DenseShapes[dense][0] < 0;
}
