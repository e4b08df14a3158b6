using Benchmarks.Runtime.Networks;

namespace Benchmarks.Runtime.Onnx;

/// <summary>
/// Writes a network as exporters write it for ONNX Runtime: NCHW inside, attention of matrix products, layer normalisation as the operator, GELU as a
/// chain around the error function. What the runtime makes faster of it at load is its own affair.
/// </summary>
internal sealed class OnnxNetwork(string name) : INetworkWriter
{
    public const string InputName = "input", LogitsName = "logits";

    private readonly OnnxGraph _graph = new(name);
    private int _constants;

    /// <summary>Writes the network.</summary>
    /// <returns><paramref name="path"/>.</returns>
    public static string Write(INetwork network, string path)
    {
        var writer = new OnnxNetwork(network.Name);
        network.Write(writer);
        File.WriteAllBytes(path, writer._graph.ToModel());
        return path;
    }

    public string Input(ReadOnlySpan<long> shape)
    {
        _graph.Input(InputName, shape);
        return InputName;
    }

    public void Output(string x, ReadOnlySpan<long> shape)
    {
        _graph.Node("Identity", [x], output: LogitsName);
        _graph.Output(LogitsName, shape);
    }

    public string Image(string x) => _graph.Node("Transpose", [x], [("perm", (long[])[0, 3, 1, 2])]);

    public string Convolution(string x, float[] filter, int size, int inputs, int outputs, int stride)
        => Windowed(x, [outputs, inputs, size, size], ResNet50Onnx.OutputsFirst(filter, [size, size, inputs, outputs]), stride, 1);

    // One filter for a channel: [3, 3, channels, 1] is [3, 3, 1, channels] in memory.
    public string Depthwise(string x, float[] filter, int channels, int stride)
        => Windowed(x, [channels, 1, 3, 3], ResNet50Onnx.OutputsFirst(filter, [3, 3, 1, channels]), stride, channels);

    public string Normalised(string x, float[] gamma, float[] beta, float[] mean, float[] variance)
        => _graph.Node("BatchNormalization", [x, Vector(gamma), Vector(beta), Vector(mean), Vector(variance)], [("epsilon", SavedModels.SavedModelNetwork.Epsilon)]);

    public string Relu6(string x) => _graph.Node("Clip", [x, Scalar(0), Scalar(6)]);

    public string Add(string x, string y) => _graph.Node("Add", [x, y]);

    public string ImageMean(string x) => _graph.Node("Flatten", [_graph.Node("GlobalAveragePool", [x])]);

    public string SequenceMean(string x) => _graph.Node("ReduceMean", [x], [("axes", (long[])[1]), ("keepdims", 0L)]);

    public string Dense(string x, float[] weights, float[] bias) => _graph.Node("Gemm", [x, Matrix(weights, bias.Length), Vector(bias)]);

    public string DenseSequence(string x, float[] weights, float[] bias) => Add(_graph.Node("MatMul", [x, Matrix(weights, bias.Length)]), Vector(bias));

    public string LayerNormalised(string x, float[] gamma, float[] beta)
        => _graph.Node("LayerNormalization", [x, Vector(gamma), Vector(beta)], [("axis", -1L), ("epsilon", SavedModels.SavedModelNetwork.LayerEpsilon)]);

    public string Gelu(string x)
    {
        var error = _graph.Node("Erf", [_graph.Node("Div", [x, Scalar(MathF.Sqrt(2))])]);
        return _graph.Node("Mul", [_graph.Node("Mul", [x, Add(error, Scalar(1))]), Scalar(0.5f)]);
    }

    public string Attention(string x, IReadOnlyList<(float[] Weights, float[] Bias)> projections, int heads)
    {
        var width = projections[0].Bias.Length;
        string Heads(int at, long[] order)
        {
            var projected = DenseSequence(x, projections[at].Weights, projections[at].Bias);
            var divided = _graph.Node("Reshape", [projected, _graph.Constant(Name(), (long[])[0, 0, heads, width / heads])]);
            return _graph.Node("Transpose", [divided], [("perm", order)]);
        }

        var scores = _graph.Node("MatMul", [Heads(0, [0, 2, 1, 3]), Heads(1, [0, 2, 3, 1])]);
        scores = _graph.Node("Softmax", [_graph.Node("Mul", [scores, Scalar(1 / MathF.Sqrt(width / heads))])], [("axis", -1L)]);
        var mixed = _graph.Node("Transpose", [_graph.Node("MatMul", [scores, Heads(2, [0, 2, 1, 3])])], [("perm", (long[])[0, 2, 1, 3])]);
        mixed = _graph.Node("Reshape", [mixed, _graph.Constant(Name(), (long[])[0, 0, width])]);
        return DenseSequence(mixed, projections[3].Weights, projections[3].Bias);
    }

    private string Windowed(string x, long[] shape, float[] filter, int stride, int groups)
    {
        var (size, padding) = (shape[^1], shape[^1] / 2);
        var before = stride == 1 ? padding : 0;
        return _graph.Node(
            "Conv",
            [x, _graph.Constant(Name(), shape, filter)],
            [("kernel_shape", (long[])[size, size]), ("strides", (long[])[stride, stride]), ("pads", (long[])[before, before, padding, padding]), ("group", (long)groups)]);
    }

    private string Name() => $"constant{++_constants}";

    private string Vector(float[] values) => _graph.Constant(Name(), [values.Length], values);

    private string Scalar(float value) => _graph.Constant(Name(), [], [value]);

    private string Matrix(float[] values, int columns) => _graph.Constant(Name(), [values.Length / columns, columns], values);
}
