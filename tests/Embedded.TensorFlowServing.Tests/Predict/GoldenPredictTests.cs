using System.Buffers;
using System.Text;
using System.Text.Json;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Predict;
using Embedded.TensorFlowServing.Rest;

namespace Embedded.TensorFlowServing.Tests.Predict;

public sealed class GoldenPredictTests
{
    public static TheoryData<int> Requests => [.. GoldenRow.Ids("predict_request")];

    public static TheoryData<int> Responses => [.. GoldenRow.Ids("predict_response")];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Predict_request_is_read_as_upstream_reads_it(int id)
    {
        var row = GoldenRow.Get(id);
        var inputs = row.Text("signature_inputs")!.Split(',').Select(i => i.Split(':')).ToDictionary(
            i => i[0],
            i => DataTypes.TryParseProtoName("DT_" + i[1], out var type) ? new TensorInfo(i[0], type, null) : throw new InvalidOperationException(i[1]));
        byte[] body = Encoding.UTF8.GetBytes(row.Text("body")!);

        PredictRequest Read() => PredictRequestReader.Read([.. body, 0], body.Length, _ => inputs);

        if (row.Text("code") != "OK")
        {
            var error = Should.Throw<TensorFlowException>(() => Read());
            error.Message.ShouldBe(row.Text("message"));
            error.Code.CanonicalName().ShouldBe(row.Text("code"));
            Encoding.UTF8.GetString(RestAnswer.Error(error.Code, error.Message).Body.Span).ShouldBe(row.Text("error_body"));
            return;
        }

        var request = Read();
        request.RowFormat.ShouldBe(row.Text("format") == "row");
        var expected = row.GetProperty("parsed").GetProperty("inputs");
        request.Inputs.Count.ShouldBe(expected.EnumerateObject().Count());
        foreach (var tensor in expected.EnumerateObject())
        {
            GoldenRow.Describe(request.Inputs[tensor.Name]).ShouldBe(GoldenRow.Describe(GoldenRow.ToTensor(tensor.Value)));
        }
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public void Predict_response_is_written_as_upstream_writes_it(int id)
    {
        var row = GoldenRow.Get(id);
        var outputs = row.GetProperty("tensors").EnumerateObject().ToDictionary(t => t.Name, t => GoldenRow.ToTensor(t.Value));
        var buffer = new ArrayBufferWriter<byte>();

        void Write() => PredictResponseWriter.Write(outputs, row.Text("format") == "row", buffer);

        if (row.Text("code") != "OK")
        {
            Should.Throw<TensorFlowException>(Write).Message.ShouldBe(row.Text("message"));
            return;
        }

        Write();
        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);

        // The file has lost the sign of zeros in its inputs; the order of several outputs is not specified.
        var expected = row.Text("note")?.EndsWith("mix", StringComparison.Ordinal) == true ? row.Text("body")!.Replace("-0.0", "0.0") : row.Text("body")!;
        if (outputs.Count == 1)
        {
            text.ShouldBe(expected);
        }
        else
        {
            JsonElement.DeepEquals(JsonDocument.Parse(text).RootElement, JsonDocument.Parse(expected).RootElement).ShouldBeTrue(text);
            text.Length.ShouldBe(expected.Length);
        }
    }
}
