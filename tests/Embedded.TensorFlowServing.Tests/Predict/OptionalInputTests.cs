using System.Buffers;
using System.Text;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Predict;

namespace Embedded.TensorFlowServing.Tests.Predict;

/// <summary>Signatures without inputs, and inputs for which the signature has a value.</summary>
public sealed class OptionalInputTests
{
    private static readonly Dictionary<string, TensorInfo> s_scaled = new(StringComparer.Ordinal)
    {
        ["x"] = new TensorInfo("x:0", DataType.Float, null),
        ["scale"] = new TensorInfo("scale:0", DataType.Float, null) { HasDefault = true },
    };

    [Fact]
    public void Signature_without_inputs_takes_an_empty_object()
    {
        var request = Read("{\"signature_name\": \"get\", \"inputs\": {}}", []);

        request.SignatureName.ShouldBe("get");
        request.Inputs.ShouldBeEmpty();
        request.RowFormat.ShouldBeFalse();
    }

    [Theory]
    [InlineData("{\"inputs\": [1]}")]
    [InlineData("{\"instances\": [1]}")]
    [InlineData("{}")]
    public void Signature_without_inputs_refuses_everything_else(string json) =>
        Should.Throw<TensorFlowException>(() => Read(json, [])).Message.ShouldBe("Failed to get input map for signature: DEFAULT");

    [Theory]
    [InlineData("{\"inputs\": {\"x\": [1]}}", 1)]
    [InlineData("{\"inputs\": {\"x\": [1], \"scale\": 2}}", 2)]
    [InlineData("{\"instances\": [{\"x\": 1}, {\"x\": 2}]}", 1)]
    [InlineData("{\"instances\": [{\"x\": 1, \"scale\": 2}]}", 2)]
    public void Input_with_a_default_may_be_left_out(string json, int given) => Read(json, s_scaled).Inputs.Count.ShouldBe(given);

    [Theory]
    [InlineData("{\"inputs\": {\"scale\": 2}}", "Missing named input: x in 'inputs' object.")]
    [InlineData("{\"instances\": [{\"x\": 1}, {\"x\": 2, \"scale\": 3}]}", "keys must be equal to: x")]
    public void Input_without_a_default_and_uneven_rows_are_refused(string json, string text) =>
        Should.Throw<TensorFlowException>(() => Read(json, s_scaled)).Message.ShouldContain(text);

    [Fact]
    public void Strings_that_are_no_text_go_out_in_base64()
    {
        var target = new ArrayBufferWriter<byte>();
        var strings = Tensor.FromStrings([2], (ReadOnlyMemory<byte>)"ü"u8.ToArray(), new byte[] { 0xFF, 0 });

        PredictResponseWriter.Write(new Dictionary<string, Tensor> { ["y"] = strings }, rowFormat: false, target);

        var outputs = System.Text.Json.JsonDocument.Parse(target.WrittenMemory).RootElement.GetProperty("outputs");
        outputs[0].GetString().ShouldBe("ü");
        outputs[1].GetProperty("b64").GetBytesFromBase64().ShouldBe([0xFF, 0]);
    }

    private static PredictRequest Read(string json, Dictionary<string, TensorInfo> inputs)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return PredictRequestReader.Read([.. body, 0], body.Length, _ => inputs);
    }
}
