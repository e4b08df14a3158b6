using Embedded.TensorFlow.Execution;
using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Format.Bundle;
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

    public static Tensor Run(OpGraph graph, params Tensor[] feeds) => RunAll(graph, feeds)[0];

    public static Tensor[] RunAll(OpGraph graph, params Tensor[] feeds)
    {
        using var state = new RunState(new ResourceStore(), isLoading: false, CancellationToken.None);
        var results = new Tensor[graph.Fetches.Count];
        new PlanCompiler(IntraOpPool.Serial, new PrepackCache()).Compile(graph).Run(feeds, state, results);
        return results;
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
        string text => new ProtoWriter().Text(2, text).Written.ToArray(),
        int number => Number(3, number),
        float number => [0x25, .. BitConverter.GetBytes(number)],
        bool flag => Number(5, flag ? 1 : 0),
        DataType type => Number(6, (int)type),

        // To the runtime an array of an enumeration is an array of integers too.
        DataType[] types when value.GetType() == typeof(DataType[]) => List(types.SelectMany(t => Number(6, (int)t))),
        int[] numbers => List(numbers.SelectMany(n => Number(3, n))),
        float[] numbers => List(numbers.SelectMany(n => Encode(n))),
        string[] texts => List(texts.SelectMany(t => Encode(t))),
        long[] shape => new ProtoWriter().Bytes(7, [.. shape.SelectMany(d => new ProtoWriter().Bytes(2, Number(1, d)).Written.ToArray())]).Written.ToArray(),
        Tensor tensor => new ProtoWriter().Message(
            8, new ProtoWriter().Number(1, (int)tensor.DType).Bytes(2, [.. tensor.Shape.ToArray().SelectMany(d => new ProtoWriter().Bytes(2, Number(1, d)).Written.ToArray())]).Bytes(4, tensor.Bytes)).Written.ToArray(),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    // ProtoWriter leaves out zeros, as messages do; here a zero says which kind of value it is.
    private static byte[] Number(int field, long value) => new ProtoWriter().Varint((ulong)(field << 3)).Varint((ulong)value).Written.ToArray();

    private static byte[] List(IEnumerable<byte> members) => new ProtoWriter().Bytes(1, [.. members]).Written.ToArray();
}
