using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Predict;

/// <summary>Batches the rows of <c>instances</c>: all rows of an input must have one shape.</summary>
internal sealed class RowTensors(IReadOnlyDictionary<string, TensorInfo> inputs)
{
    private readonly Dictionary<string, Column> _columns = new(StringComparer.Ordinal);

    /// <summary>Appends one row of one input.</summary>
    public void Add(JsonTree tree, int value, string name)
    {
        if (!inputs.TryGetValue(name, out var info))
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"JSON object: does not have named input: {name}");
        }

        var shape = TreeTensor.ShapeOf(tree, value);
        if (!_columns.TryGetValue(name, out var column))
        {
            column = new Column(ElementList.Of(info.DType), shape);
            column.Size = TreeTensor.Fill(tree, value, shape, column.Elements);
            _columns[name] = column;
            return;
        }

        var size = TreeTensor.Fill(tree, value, shape, column.Elements);
        if (size != column.Size)
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"Expecting tensor size: {column.Size} but got: {size}");
        }

        if (!shape.AsSpan().SequenceEqual(column.Shape))
        {
            throw new TensorFlowException(StatusCode.InvalidArgument, $"Expecting shape [{string.Join(',', column.Shape)}] but got: [{string.Join(',', shape)}]");
        }
    }

    /// <summary>The batched tensors, the number of rows first in each shape.</summary>
    public Dictionary<string, Tensor> ToTensors(int rows) =>
        _columns.ToDictionary(c => c.Key, c => c.Value.Elements.ToTensor([rows, .. c.Value.Shape]), StringComparer.Ordinal);

    private sealed class Column(ElementList elements, long[] shape)
    {
        public ElementList Elements => elements;

        public long[] Shape => shape;

        public int Size { get; set; }
    }
}
