using System.Buffers;
using System.Text;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Inference;
using Google.Protobuf;
using Tensorflow;

namespace Embedded.TensorFlowServing.Tests.Predict;

public sealed class GoldenExampleTests
{
    public static TheoryData<int> Requests => [.. GoldenRow.Ids("classify_request"), .. GoldenRow.Ids("regress_request")];

    public static TheoryData<int> Classifications => [.. GoldenRow.Ids("classify_response")];

    public static TheoryData<int> Regressions => [.. GoldenRow.Ids("regress_response")];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Example_request_is_read_as_upstream_reads_it(int id)
    {
        var row = GoldenRow.Get(id);
        var body = Encoding.UTF8.GetBytes(row.Text("body")!);
        if (row.Text("code") != "OK")
        {
            Should.Throw<TensorFlowException>(() => ExampleRequestReader.Read(body)).Message.ShouldBe(row.Text("message"));
            return;
        }

        var request = ExampleRequestReader.Read(body);
        var input = row.GetProperty("parsed").GetProperty("input");
        var list = input.TryGetProperty("example_list", out var plain) ? plain : input.GetProperty("example_list_with_context");
        var context = list.TryGetProperty("context", out var shared) ? JsonParser.Default.Parse<Example>(shared.GetRawText()) : new Example();
        var expected = list.GetProperty("examples").EnumerateArray().Select(e =>
        {
            var merged = context.Clone();
            merged.MergeFrom(JsonParser.Default.Parse<Example>(e.GetRawText()));
            return merged;
        });
        request.Examples.Strings.ToArray().Select(e => Example.Parser.ParseFrom(e.Span)).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Classifications))]
    public void Classify_response_is_written_as_upstream_writes_it(int id)
    {
        var row = GoldenRow.Get(id);
        var examples = row.GetProperty("result").TryGetProperty("classifications", out var all)
            ? all.EnumerateArray().Select(c => c.GetProperty("classes").EnumerateArray().ToArray()).ToArray()
            : [];
        long[] shape = [examples.Length, examples.FirstOrDefault()?.Length ?? 0];
        var outputs = new Dictionary<string, Embedded.TensorFlow.Tensor>
        {
            ["classes"] = Embedded.TensorFlow.Tensor.FromStrings(shape, [.. examples.SelectMany(e => e).Select(c => c.Text("label") ?? "")]),
            ["scores"] = Embedded.TensorFlow.Tensor.From<float>(shape, [.. examples.SelectMany(e => e).Select(c => c.TryGetProperty("score", out var s) ? (float)GoldenRow.Number(s) : 0)]),
        };
        Check(row, buffer => Classifier.Write(outputs, examples.Length, buffer));
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Regress_response_is_written_as_upstream_writes_it(int id)
    {
        var row = GoldenRow.Get(id);
        var values = row.GetProperty("result").TryGetProperty("regressions", out var all)
            ? all.EnumerateArray().Select(r => r.TryGetProperty("value", out var v) ? (float)GoldenRow.Number(v) : 0).ToArray()
            : [];
        var outputs = new Dictionary<string, Embedded.TensorFlow.Tensor> { ["outputs"] = Embedded.TensorFlow.Tensor.From<float>([values.Length], values) };
        Check(row, buffer => Regressor.Write(outputs, values.Length, buffer));
    }

    private static void Check(System.Text.Json.JsonElement row, Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (row.Text("code") != "OK")
        {
            Should.Throw<TensorFlowException>(() => write(buffer)).Message.ShouldBe(row.Text("message"));
            return;
        }

        write(buffer);
        Encoding.UTF8.GetString(buffer.WrittenSpan).ShouldBe(row.Text("body"));
    }
}
