using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Tests.Graph;

namespace Embedded.TensorFlow.Tests.Kernels;

/// <summary>Runs single ops.</summary>
internal static class Kernel
{
    public static Tensor Run(string op, params Tensor[] inputs) => ElementwiseTests.Run(op, inputs);

    public static Tensor Run(string op, (string, object)[] attributes, params Tensor[] inputs) => ElementwiseTests.Run(op, attributes, inputs);

    /// <summary>The first <paramref name="count"/> outputs.</summary>
    public static Tensor[] All(string op, int count, (string, object)[] attributes, params Tensor[] inputs)
    {
        var feeds = inputs.Select((_, i) => TestGraph.Feed($"x{i}")).ToArray();
        var node = TestGraph.Node(op, feeds.Select(f => f.First), attributes);
        var graph = new OpGraph();
        graph.Feeds.AddRange(feeds.Select(f => (f.Name, f)));
        graph.Fetches.AddRange(Enumerable.Range(0, count).Select(i => new Output(node, i)));
        return TestGraph.RunAll(graph, inputs);
    }

    public static Tensor Ints(params int[] values) => Tensor.From([values.Length], values.AsSpan());

    public static Tensor Longs(params long[] values) => Tensor.From([values.Length], values.AsSpan());

    public static Tensor Floats(params float[] values) => Tensor.From([values.Length], values.AsSpan());

    public static Tensor Texts(params string[] values) => Tensor.FromStrings([values.Length], values);

    public static string[] Strings(Tensor tensor) => Array.ConvertAll(tensor.Strings.ToArray(), s => System.Text.Encoding.UTF8.GetString(s.Span));

    /// <summary>0, 1, 2, …</summary>
    public static Tensor Sequence(params long[] shape)
    {
        var tensor = Tensor.Create(DataType.Float, shape);
        for (var i = 0; i < tensor.ElementCount; i++)
        {
            tensor.Data<float>()[i] = i;
        }

        return tensor;
    }

    public static Tensor Cast(Tensor tensor, DataType type) => Run("Cast", [("DstT", type)], tensor);

    public static float[] Values(Tensor tensor) => (tensor.DType == DataType.Float ? tensor : Cast(tensor, DataType.Float)).Data<float>().ToArray();
}
