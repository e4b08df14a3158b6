using System.Text;
using Benchmarks.Anchors;
using Benchmarks.Runtime.Onnx;

namespace Benchmarks.Tests.Runtime;

public sealed class OnnxGraphTests
{
    [Fact]
    public void Values_are_named_and_wired()
    {
        var graph = new OnnxGraph("g");
        graph.Input("x", [-1, 2]);
        var sum = graph.Node("Add", ["x", graph.Constant("c", [2], [1, 2])]);
        graph.Node("Softmax", [sum], [("axis", 1L)], "y").ShouldBe("y");
        graph.Output("y", [-1, 2]);

        var text = Encoding.Latin1.GetString(graph.ToModel());
        foreach (var part in (string[])["g", "x", "c", "y", sum, "Add", "Softmax", "axis", "batch"])
        {
            text.ShouldContain(part, Case.Sensitive);
        }
    }

    [Fact]
    public void Attribute_of_another_type_is_refused()
        => Should.Throw<ArgumentException>(() => new OnnxGraph("g").Node("Op", [], [("a", "text")])).Message.ShouldContain("String");

    [Fact]
    public void Model_runs_in_onnx_runtime()
    {
        Assert.SkipUnless(Anchor.OnnxRuntime.Path is not null, Anchor.OnnxRuntime.Missing);
        var graph = new OnnxGraph("g");
        graph.Input("x", [-1, 2]);
        graph.Node("Gemm", ["x", graph.Constant("w", [2, 2], [1, 10, 100, 1000]), graph.Constant("b", [2], [0.5f, 0.25f])], output: "y");
        graph.Output("y", [-1, 2]);
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, graph.ToModel());
            var input = GC.AllocateArray<float>(4, pinned: true);
            ((float[])[1, 2, 3, 4]).CopyTo(input, 0);
            using var session = new OnnxSession(path, threads: 1, "x", input, [2, 2], ["y"]);
            var output = new float[4];

            session.Run(output);

            output.ShouldBe([201.5f, 2010.25f, 403.5f, 4030.25f]);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
