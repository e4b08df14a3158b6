using Models.ResNet50;

namespace Benchmarks.Runtime.Onnx;

/// <summary>
/// The network of <c>models/resnet50</c>, with the same weights, as an exporter would write it for ONNX Runtime: NHWC at the edge,
/// NCHW inside, batch normalisation apart from the convolutions. What ONNX Runtime makes faster of it at load is its own affair.
/// </summary>
internal sealed class ResNet50Onnx
{
    public const string Input = "input", Logits = "logits", Probabilities = "probabilities";

    public const int Classes = 1000;

    private static readonly (int Width, int Blocks)[] s_stages = [(64, 3), (128, 4), (256, 6), (512, 3)];

    private readonly OnnxGraph _graph = new("resnet50");
    private readonly Dictionary<string, ModelTensor> _tensors = Network.Tensors.ToDictionary(tensor => tensor.Path);

    /// <summary>Writes the model.</summary>
    /// <returns><paramref name="path"/>.</returns>
    public static string Write(string path)
    {
        var network = new ResNet50Onnx();
        network.Build();
        File.WriteAllBytes(path, network._graph.ToModel());
        return path;
    }

    private void Build()
    {
        _graph.Input(Input, [-1, FormulaImage.Size, FormulaImage.Size, FormulaImage.Channels]);
        var x = _graph.Node("Transpose", [Input], [("perm", (long[])[0, 3, 1, 2])]);
        x = Relu(Normalised(x, "stem/conv", "stem/bn", 2));
        x = _graph.Node("MaxPool", [x], [("kernel_shape", (long[])[3, 3]), ("strides", (long[])[2, 2]), ("pads", (long[])[1, 1, 1, 1])]);
        for (var stage = 1; stage <= s_stages.Length; stage++)
        {
            for (var block = 1; block <= s_stages[stage - 1].Blocks; block++)
            {
                x = Block(x, $"stage{stage}/block{block}", block == 1, stage > 1 && block == 1 ? 2 : 1);
            }
        }

        x = _graph.Node("Flatten", [_graph.Node("GlobalAveragePool", [x])]);
        x = _graph.Node("Gemm", [x, Plain("fc/kernel"), Plain("fc/bias")], output: Logits);
        _graph.Node("Softmax", [x], [("axis", 1L)], Probabilities);
        _graph.Output(Logits, [-1, Classes]);
        _graph.Output(Probabilities, [-1, Classes]);
    }

    private string Block(string x, string prefix, bool first, int stride)
    {
        var shortcut = first ? Normalised(x, $"{prefix}/shortcut", $"{prefix}/shortcut_bn", stride) : x;
        x = Relu(Normalised(x, $"{prefix}/conv1", $"{prefix}/bn1", 1));
        x = Relu(Normalised(x, $"{prefix}/conv2", $"{prefix}/bn2", stride));
        return Relu(_graph.Node("Add", [Normalised(x, $"{prefix}/conv3", $"{prefix}/bn3", 1), shortcut]));
    }

    private string Relu(string x) => _graph.Node("Relu", [x]);

    private string Normalised(string x, string convolution, string normalisation, long stride)
    {
        var kernel = _tensors[$"{convolution}/kernel"];
        var (size, pad) = (kernel.Shape[0], kernel.Shape[0] / 2);
        var filter = _graph.Constant(kernel.Path, [kernel.Shape[3], kernel.Shape[2], size, size], OutputsFirst(Formula.Values(kernel), kernel.Shape));
        x = _graph.Node("Conv", [x, filter], [("kernel_shape", (long[])[size, size]), ("strides", (long[])[stride, stride]), ("pads", (long[])[pad, pad, pad, pad])]);
        string[] parts = ["gamma", "beta", "moving_mean", "moving_variance"];
        return _graph.Node("BatchNormalization", [x, .. parts.Select(part => Plain($"{normalisation}/{part}"))], [("epsilon", 1e-5f)]);
    }

    private string Plain(string path) => _graph.Constant(path, _tensors[path].Shape, Formula.Values(_tensors[path]));

    /// <summary>[height, width, in, out] as [out, in, height, width].</summary>
    public static float[] OutputsFirst(float[] values, long[] shape)
    {
        var (area, inputs, outputs) = ((int)(shape[0] * shape[1]), (int)shape[2], (int)shape[3]);
        var turned = new float[values.Length];
        for (var position = 0; position < area; position++)
        {
            for (var input = 0; input < inputs; input++)
            {
                for (var output = 0; output < outputs; output++)
                {
                    turned[(((output * inputs) + input) * area) + position] = values[(((position * inputs) + input) * outputs) + output];
                }
            }
        }

        return turned;
    }
}
