using System.Text;
using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Graph;
using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Tests.Graph;

/// <summary>Graphs written by hand, and their results.</summary>
internal static class TestGraph
{
    public static GraphNode Feed(string name = "x") => new(name, "_Feed", AttributeMap.Empty);

    public static Output Constant(Tensor value, string name = "c") => GraphNode.Constant(name, value).First;

    public static Output Floats(params float[] values) => Constant(Tensor.From([values.Length], values.AsSpan()));

    public static GraphNode Node(string op, IEnumerable<Output> inputs, params (string Name, object Value)[] attributes)
    {
        var node = new GraphNode(op, op, Attributes(attributes));
        node.Inputs.AddRange(inputs);
        return node;
    }

    public static OpGraph Of(Output fetch, params GraphNode[] feeds)
    {
        var graph = new OpGraph();
        graph.Fetches.Add(fetch);
        graph.Feeds.AddRange(feeds.Select(f => (f.Name, f)));
        return graph;
    }

    public static Tensor Run(OpGraph graph, params Tensor[] feeds)
    {
        using var state = new RunState(new ResourceStore(), isLoading: false, CancellationToken.None);
        return new PlanCompiler(IntraOpPool.Serial, new PrepackCache()).Compile(graph).Run(feeds, state)[0];
    }

    public static IEnumerable<string> Ops(OpGraph graph) => graph.TopologicalOrder().Select(n => n.Op).Where(op => op is not ("Const" or "_Feed"));

    public static Tensor Random(int seed, params long[] shape)
    {
        var tensor = Tensor.Create(DataType.Float, shape);
        var random = new Random(seed);
        foreach (ref var value in tensor.Data<float>())
        {
            value = (random.NextSingle() * 4) - 2;
        }

        return tensor;
    }

    public static void ShouldMatch(Tensor actual, Tensor expected, double tolerance = 1e-5)
    {
        actual.Shape.ToArray().ShouldBe(expected.Shape.ToArray());
        Golden.GoldenComparison.FirstDifference(actual, expected, new Golden.GoldenTolerance(tolerance, tolerance)).ShouldBeNull();
    }

    public static AttributeMap Attributes(params (string Name, object Value)[] attributes) =>
        new(attributes.ToDictionary(a => a.Name, a => (ReadOnlyMemory<byte>)Encode(a.Value), StringComparer.Ordinal));

    private static byte[] Encode(object value) => value switch
    {
        string text => [0x12, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)],
        int number => [0x18, (byte)number],
        float number => [0x25, .. BitConverter.GetBytes(number)],
        bool flag => [0x28, flag ? (byte)1 : (byte)0],
        DataType type => [0x30, (byte)type],
        int[] numbers => [0x0A, (byte)(numbers.Length + 2), 0x1A, (byte)numbers.Length, .. numbers.Select(n => (byte)n)],
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
