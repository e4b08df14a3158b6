using Benchmarks.Runtime.Networks;

namespace Benchmarks.Runtime.SavedModels;

/// <summary>
/// Writes a network as Keras exports it, its variables frozen: NHWC, zero padding before windows of stride 2, attention by Einsum, layer normalisation
/// and GELU as chains of small operations, dense layers of sequences through the shape arithmetic of <c>tensordot</c>.
/// </summary>
internal sealed class SavedModelNetwork : INetworkWriter
{
    public const float Epsilon = 1e-3f, LayerEpsilon = 1e-6f;

    private const int Float = 1, Int32 = 3;

    private readonly SavedModelGraph _graph = new();

    private static (string Name, byte[] Value) OfFloats { get; } = ("T", AttributeOf.Type(Float));

    /// <summary>Writes the network.</summary>
    /// <returns>The version folder, below <paramref name="folder"/>.</returns>
    public static string Write(INetwork network, string folder)
    {
        var writer = new SavedModelNetwork();
        network.Write(writer);
        var version = Directory.CreateDirectory(Path.Combine(folder, network.Name, "1")).FullName;
        File.WriteAllBytes(Path.Combine(version, "saved_model.pb"), writer._graph.ToModel());
        return version;
    }

    public string Input(ReadOnlySpan<long> shape) => _graph.Input(Onnx.OnnxNetwork.InputName, shape);

    public void Output(string x, ReadOnlySpan<long> shape) => _graph.Output(Onnx.OnnxNetwork.LogitsName, x, shape);

    public string Image(string x) => x;

    public string Convolution(string x, float[] filter, int size, int inputs, int outputs, int stride)
        => Windowed("Conv2D", x, _graph.Constant([size, size, inputs, outputs], filter), size, stride);

    public string Depthwise(string x, float[] filter, int channels, int stride)
        => Windowed("DepthwiseConv2dNative", x, _graph.Constant([3, 3, channels, 1], filter), 3, stride);

    public string Normalised(string x, float[] gamma, float[] beta, float[] mean, float[] variance)
        => _graph.Node(
            "FusedBatchNormV3",
            [x, Vector(gamma), Vector(beta), Vector(mean), Vector(variance)],
            [OfFloats, ("U", AttributeOf.Type(Float)), ("epsilon", AttributeOf.Number(Epsilon)), ("is_training", AttributeOf.Flag(false))]);

    public string Relu6(string x) => _graph.Node("Relu6", [x], [OfFloats]);

    public string Add(string x, string y) => Binary("AddV2", x, y);

    public string ImageMean(string x) => Mean(x, [1, 2], keep: false);

    public string SequenceMean(string x) => Mean(x, [1], keep: false);

    public string Dense(string x, float[] weights, float[] bias) => Biased(_graph.Node("MatMul", [x, Matrix(weights, bias.Length)], [OfFloats]), bias);

    public string DenseSequence(string x, float[] weights, float[] bias)
    {
        (string, byte[])[] ofShapes = [("T", AttributeOf.Type(Int32)), ("Tidx", AttributeOf.Type(Int32))];
        var axis = _graph.Constant([0], isScalar: true);
        var shape = _graph.Node("Shape", [x], [OfFloats, ("out_type", AttributeOf.Type(Int32))]);
        string Part(int[] dimensions) => _graph.Node("GatherV2", [shape, _graph.Constant(dimensions), axis], [("Tparams", AttributeOf.Type(Int32)), ("Tindices", AttributeOf.Type(Int32)), ("Taxis", AttributeOf.Type(Int32))]);
        string Joined(string first, string second) => _graph.Node("ConcatV2", [first, second, axis], [.. ofShapes, ("N", AttributeOf.Number(2))]);
        string Product(string sizes) => _graph.Node("Prod", [sizes, _graph.Constant([0])], ofShapes);
        var free = Part([0, 1]);
        var rows = _graph.Node("Pack", [Product(free), Product(Part([2]))], [("T", AttributeOf.Type(Int32)), ("N", AttributeOf.Number(2))]);
        var order = Joined(_graph.Constant([0, 1]), _graph.Constant([2]));
        var matrix = _graph.Node("Reshape", [_graph.Node("Transpose", [x, order], [OfFloats, ("Tperm", AttributeOf.Type(Int32))]), rows], [OfFloats]);
        var product = _graph.Node("MatMul", [matrix, Matrix(weights, bias.Length)], [OfFloats]);
        return Biased(_graph.Node("Reshape", [product, Joined(free, _graph.Constant([bias.Length]))], [OfFloats]), bias);
    }

    public string LayerNormalised(string x, float[] gamma, float[] beta)
    {
        string Parameter(float[] values) => _graph.Node("Reshape", [Vector(values), _graph.Constant([1, 1, values.Length])], [OfFloats]);
        var mean = Mean(x, [-1], keep: true);
        var deviation = Binary("SquaredDifference", x, _graph.Node("StopGradient", [mean], [OfFloats]));
        var scale = _graph.Node("Rsqrt", [Add(Mean(deviation, [-1], keep: true), Scalar(LayerEpsilon))], [OfFloats]);
        scale = Binary("Mul", scale, Parameter(gamma));
        var shift = Add(Binary("Mul", _graph.Node("Neg", [mean], [OfFloats]), scale), Parameter(beta));
        return Add(Binary("Mul", x, scale), shift);
    }

    public string Gelu(string x)
    {
        var tail = _graph.Node("Erfc", [Binary("Mul", _graph.Node("Neg", [x], [OfFloats]), Scalar(MathF.Sqrt(0.5f)))], [OfFloats]);
        return Binary("Mul", Binary("Mul", Scalar(0.5f), x), tail);
    }

    public string Attention(string x, IReadOnlyList<(float[] Weights, float[] Bias)> projections, int heads)
    {
        var width = projections[0].Bias.Length;
        var depth = width / heads;
        string Heads(int at) => Add(
            Einsum("abc,cde->abde", x, _graph.Constant([width, heads, depth], projections[at].Weights)), _graph.Constant([heads, depth], projections[at].Bias));
        var (query, key, value) = (Heads(0), Heads(1), Heads(2));
        var scores = Binary("Mul", Einsum("BTNH,BSNH->BNTS", query, key), Scalar(1 / MathF.Sqrt(depth)));
        var mixed = Einsum("BNTS,BSNH->BTNH", _graph.Node("Softmax", [scores], [OfFloats]), value);
        return Biased(Einsum("abcd,cde->abe", mixed, _graph.Constant([heads, depth, width], projections[3].Weights)), projections[3].Bias);
    }

    private string Windowed(string operation, string x, string filter, int size, int stride)
    {
        if (stride > 1)
        {
            var padding = _graph.Constant([4, 2], (int[])[0, 0, 0, size / 2, 0, size / 2, 0, 0]);
            x = _graph.Node("Pad", [x, padding], [OfFloats, ("Tpaddings", AttributeOf.Type(Int32))]);
        }

        return _graph.Node(operation, [x, filter], [OfFloats, ("strides", AttributeOf.List(1, stride, stride, 1)), ("padding", AttributeOf.Text(stride > 1 ? "VALID" : "SAME"))]);
    }

    private string Einsum(string equation, string x, string y)
        => _graph.Node("Einsum", [x, y], [OfFloats, ("N", AttributeOf.Number(2)), ("equation", AttributeOf.Text(equation))]);

    private string Biased(string x, float[] bias) => _graph.Node("BiasAdd", [x, Vector(bias)], [OfFloats]);

    private string Mean(string x, int[] axes, bool keep)
        => _graph.Node("Mean", [x, _graph.Constant(axes)], [OfFloats, ("Tidx", AttributeOf.Type(Int32)), ("keep_dims", AttributeOf.Flag(keep))]);

    private string Binary(string operation, string x, string y) => _graph.Node(operation, [x, y], [OfFloats]);

    private string Vector(float[] values) => _graph.Constant([values.Length], values);

    private string Scalar(float value) => _graph.Constant([], [value]);

    private string Matrix(float[] values, int columns) => _graph.Constant([values.Length / columns, columns], values);
}
