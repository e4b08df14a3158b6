using System.Runtime.InteropServices;

namespace Benchmarks.Runtime.Onnx;

/// <summary>Builds an ONNX model file (IR version 8, operator set 17). Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxGraph
{
    private const int Float = 1, Int64 = 7, IrVersion = 8, OperatorSet = 17;
    private const int FloatAttribute = 1, IntegerAttribute = 2, IntegersAttribute = 7;

    private readonly ProtoWriter _graph = new();
    private int _values;

    public OnnxGraph(string name) => _graph.Text(2, name);

    public void Input(string name, ReadOnlySpan<long> shape) => Value(11, name, shape);

    public void Output(string name, ReadOnlySpan<long> shape) => Value(12, name, shape);

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name.</returns>
    public string Constant(string name, long[] shape, ReadOnlySpan<float> values)
    {
        var tensor = new ProtoWriter();
        foreach (var dimension in shape)
        {
            tensor.Number(1, dimension);
        }

        tensor.Number(2, Float).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values));
        _graph.Bytes(5, tensor.Written);
        return name;
    }

    /// <summary>Adds a constant vector of whole numbers, such as a shape.</summary>
    /// <returns>Its name.</returns>
    public string Constant(string name, ReadOnlySpan<long> values)
    {
        var tensor = new ProtoWriter().Number(1, values.Length).Number(2, Int64).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values));
        _graph.Bytes(5, tensor.Written);
        return name;
    }

    /// <summary>Adds an operation.</summary>
    /// <param name="operation">Its name in the operator set.</param>
    /// <param name="inputs">Names of values.</param>
    /// <param name="attributes">Whole numbers (long), lists of them (long[]) and numbers (float).</param>
    /// <param name="output">Name of its value; null for a new one.</param>
    /// <returns>The name of its value.</returns>
    public string Node(string operation, IEnumerable<string> inputs, IEnumerable<(string Name, object Value)>? attributes = null, string? output = null)
    {
        var name = output ?? $"value{++_values}";
        _graph.Message(1, node =>
        {
            foreach (var input in inputs)
            {
                node.Text(1, input);
            }

            node.Text(2, name).Text(3, name).Text(4, operation);
            foreach (var (key, value) in attributes ?? [])
            {
                node.Message(5, attribute => Attribute(attribute.Text(1, key), value));
            }
        });
        return name;
    }

    public byte[] ToModel() => new ProtoWriter()
        .Number(1, IrVersion)
        .Bytes(7, _graph.Written)
        .Message(8, set => set.Number(2, OperatorSet))
        .Written.ToArray();

    private static void Attribute(ProtoWriter attribute, object value)
    {
        switch (value)
        {
            case long number:
                attribute.Number(3, number).Number(20, IntegerAttribute);
                break;
            case float number:
                attribute.Single(2, number).Number(20, FloatAttribute);
                break;
            case long[] numbers:
                foreach (var number in numbers)
                {
                    attribute.Number(8, number);
                }

                attribute.Number(20, IntegersAttribute);
                break;
            default:
                throw new ArgumentException($"An attribute cannot be a {value.GetType()}.", nameof(value));
        }
    }

    /// <summary>A dimension of -1 is any.</summary>
    private void Value(int field, string name, ReadOnlySpan<long> shape)
    {
        var dimensions = new ProtoWriter();
        foreach (var dimension in shape)
        {
            dimensions.Message(1, one =>
            {
                if (dimension < 0)
                {
                    one.Text(2, "batch");
                }
                else
                {
                    one.Number(1, dimension);
                }
            });
        }

        var shapeBytes = dimensions.Written.ToArray();
        _graph.Message(field, value => value.Text(1, name).Message(2, type => type.Message(1, tensor => tensor.Number(1, Float).Bytes(2, shapeBytes))));
    }
}
