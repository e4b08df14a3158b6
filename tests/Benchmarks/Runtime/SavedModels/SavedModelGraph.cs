using System.Runtime.InteropServices;

namespace Benchmarks.Runtime.SavedModels;

/// <summary>Builds the file of a SavedModel without variables. Field numbers are those of TensorFlow's graph.proto, attr_value.proto and meta_graph.proto.</summary>
internal sealed class SavedModelGraph
{
    private const int Float = 1, Int32 = 3;
    private const string Predict = "tensorflow/serving/predict";

    private readonly ProtoWriter _graph = new();
    private readonly ProtoWriter _signature = new();
    private int _nodes;

    /// <summary>Adds an input of the signature.</summary>
    /// <returns>The name of its value.</returns>
    public string Input(string name, ReadOnlySpan<long> shape)
    {
        Edge(1, name, name, shape);
        return Node("Placeholder", [], [("dtype", AttributeOf.Type(Float))], name);
    }

    /// <summary>Adds an output to the signature.</summary>
    public void Output(string name, string value, ReadOnlySpan<long> shape) => Edge(2, name, value, shape);

    /// <summary>Adds a constant.</summary>
    public string Constant(ReadOnlySpan<long> shape, ReadOnlySpan<float> values) => Constant(Float, shape, MemoryMarshal.AsBytes(values));

    /// <summary>Adds a matrix of whole numbers.</summary>
    public string Constant(ReadOnlySpan<long> shape, int[] values) => Constant(Int32, shape, MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>Adds a constant of whole numbers: a vector, or a scalar.</summary>
    public string Constant(int[] values, bool isScalar = false) => Constant(Int32, isScalar ? [] : [values.Length], MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>Adds an operation.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="inputs">Names of values.</param>
    /// <param name="attributes">Names with what <see cref="AttributeOf"/> makes.</param>
    /// <param name="name">Its name; null for a new one.</param>
    /// <returns>The name of its value.</returns>
    public string Node(string operation, IEnumerable<string> inputs, IEnumerable<(string Name, byte[] Value)>? attributes = null, string? name = null)
    {
        name ??= $"{operation}_{++_nodes}";
        _graph.Message(1, node =>
        {
            node.Text(1, name).Text(2, operation);
            foreach (var input in inputs)
            {
                node.Text(3, input);
            }

            foreach (var (key, value) in attributes ?? [])
            {
                node.Message(5, entry => entry.Text(1, key).Bytes(2, value));
            }
        });
        return name;
    }

    /// <summary>The bytes of <c>saved_model.pb</c>, with the tag and the signature that servers look for.</summary>
    public byte[] ToModel()
    {
        const int SchemaVersion = 1;
        var signature = _signature.Text(3, Predict);
        var metaGraph = new ProtoWriter()
            .Message(1, info => info.Text(4, "serve"))
            .Bytes(2, _graph.Written)
            .Message(5, entry => entry.Text(1, OwnModel.Signature).Bytes(2, signature.Written));
        return new ProtoWriter().Number(1, SchemaVersion).Bytes(2, metaGraph.Written).Written.ToArray();
    }

    private string Constant(int type, ReadOnlySpan<long> shape, ReadOnlySpan<byte> content)
    {
        var tensor = new ProtoWriter().Number(1, type).Bytes(2, Shape(shape)).Bytes(4, content).Written.ToArray();
        return Node("Const", [], [("dtype", AttributeOf.Type(type)), ("value", AttributeOf.Tensor(tensor))]);
    }

    private void Edge(int field, string name, string value, ReadOnlySpan<long> shape)
    {
        var shapeBytes = Shape(shape);
        _signature.Message(field, entry => entry.Text(1, name).Message(2, info => info.Text(1, $"{value}:0").Number(2, Float).Bytes(3, shapeBytes)));
    }

    private static byte[] Shape(ReadOnlySpan<long> shape)
    {
        var written = new ProtoWriter();
        foreach (var dimension in shape)
        {
            written.Message(2, one => one.Number(1, dimension));
        }

        return written.Written.ToArray();
    }
}
