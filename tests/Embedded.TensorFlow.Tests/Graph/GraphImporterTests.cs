using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Graph;

namespace Embedded.TensorFlow.Tests.Graph;

public sealed class GraphImporterTests
{
    [Theory]
    [InlineData("a", "a", null, 0, false)]
    [InlineData("a:3", "a", null, 3, false)]
    [InlineData("a:out:2", "a", "out", 2, false)]
    [InlineData("^a", "a", null, 0, true)]
    public void Parse_reads_every_form_of_name(string text, string node, string? argument, int index, bool isControl) =>
        TensorName.Parse(text).ShouldBe(new TensorName(node, argument, index, isControl));

    [Theory]
    [InlineData("a:b")]
    [InlineData("a:b:c:d")]
    [InlineData("a:99999999")]
    public void Parse_of_another_form_is_refused(string text) =>
        Should.Throw<TensorFlowException>(() => TensorName.Parse(text)).Code.ShouldBe(StatusCode.InvalidArgument);

    [Fact]
    public void Import_of_a_long_chain_does_not_overflow_the_stack()
    {
        const int Length = 200_000;
        var nodes = new Dictionary<string, NodeDef>(StringComparer.Ordinal) { ["n0"] = new("n0", "Placeholder", [], AttributeMap.Empty) };
        for (var i = 1; i < Length; i++)
        {
            nodes[$"n{i}"] = new NodeDef($"n{i}", "Neg", [$"n{i - 1}"], AttributeMap.Empty);
        }

        var graph = GraphImporter.Import(new GraphDef(nodes, new FunctionLibrary()), [("x", "n0:0")], [$"n{Length - 1}"], []);

        graph.TopologicalOrder().Count.ShouldBe(Length);
    }

    [Theory]
    [InlineData("FetchOutputs node missing:0: not found", "x:0", "missing:0")]
    [InlineData("FeedInputs: unable to find feed output missing:0", "missing:0", "x:0")]
    public void Import_of_a_name_that_does_not_exist_is_not_found(string text, string feed, string fetch)
    {
        var definition = new GraphDef(new Dictionary<string, NodeDef> { ["x"] = new("x", "Placeholder", [], AttributeMap.Empty) }, new FunctionLibrary());

        var error = Should.Throw<TensorFlowException>(() => GraphImporter.Import(definition, [("f", feed)], [fetch], []));
        error.Code.ShouldBe(StatusCode.NotFound);
        error.Message.ShouldBe(text);
    }

    [Fact]
    public void Import_of_a_function_that_calls_itself_is_refused()
    {
        var library = new FunctionLibrary();
        library.Add("f", RecursiveFunction());
        var nodes = new Dictionary<string, NodeDef> { ["call"] = new("call", "f", [], AttributeMap.Empty) };

        var error = Should.Throw<TensorFlowException>(() => GraphImporter.Import(new GraphDef(nodes, library), [], ["call"], []));
        error.Code.ShouldBe(StatusCode.InvalidArgument);
        error.Message.ShouldContain("Function f calls itself");
    }

    [Theory]
    [InlineData("PartitionedCall")]
    [InlineData("StatefulPartitionedCall")]
    [InlineData("BatchFunction")]
    public void Import_inlines_what_calls_a_function(string op)
    {
        var library = new FunctionLibrary();
        library.Add("f", NegatingFunction());
        var call = new AttributeMap(new() { ["f"] = (byte[])[0x52, 3, 0x0A, 1, (byte)'f'] });
        var nodes = new Dictionary<string, NodeDef> { ["x"] = new("x", "Placeholder", [], AttributeMap.Empty), ["call"] = new("call", op, ["x"], call) };

        var graph = GraphImporter.Import(new GraphDef(nodes, library), [("x", "x:0")], ["call:0"], []);

        graph.TopologicalOrder().Select(node => node.Op).Where(name => name is not ("_Feed" or "Identity" or "IdentityN")).ShouldBe(["Neg"]);
    }

    // FunctionDef { signature { name: "f" input_arg { name: "a" } output_arg { name: "o" } } node_def { name: "n" op: "Neg" input: "a" } ret { "o": "n:y:0" } }
    private static byte[] NegatingFunction() =>
    [
        0x0A, 13, 0x0A, 1, (byte)'f', 0x12, 3, 0x0A, 1, (byte)'a', 0x1A, 3, 0x0A, 1, (byte)'o',
        0x1A, 11, 0x0A, 1, (byte)'n', 0x12, 3, (byte)'N', (byte)'e', (byte)'g', 0x1A, 1, (byte)'a',
        0x22, 10, 0x0A, 1, (byte)'o', 0x12, 5, (byte)'n', (byte)':', (byte)'y', (byte)':', (byte)'0',
    ];

    // FunctionDef { signature { name: "f" output_arg { name: "o" } } node_def { name: "n" op: "f" } ret { "o": "n:o:0" } }
    private static byte[] RecursiveFunction() =>
    [
        0x0A, 8, 0x0A, 1, (byte)'f', 0x1A, 3, 0x0A, 1, (byte)'o',
        0x1A, 6, 0x0A, 1, (byte)'n', 0x12, 1, (byte)'f',
        0x22, 10, 0x0A, 1, (byte)'o', 0x12, 5, (byte)'n', (byte)':', (byte)'o', (byte)':', (byte)'0',
    ];
}
