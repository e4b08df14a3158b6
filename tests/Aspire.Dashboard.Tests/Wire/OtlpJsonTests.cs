using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Tests.Wire;

public sealed class OtlpJsonTests
{
    public static TheoryData<string, string> Requests => new() { { "traces", Samples.Traces }, { "logs", Samples.Logs }, { "metrics", Samples.Metrics } };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_with_every_field_survives_protobuf(string signal, string json)
    {
        var message = Otlp.Protobuf(json, Schema(signal));

        OtlpValidator.Check(message, Schema(signal));
        var (before, after) = (Prune(JsonNode.Parse(json)), Prune(JsonNode.Parse(Json(message, Schema(signal)))));
        JsonNode.DeepEquals(before, after).ShouldBeTrue(after?.ToJsonString());
    }

    [Fact]
    public void Known_bytes_are_the_span_they_stand_for()
    {
        // Written by hand from the protocol's field numbers: name "a" (5), kind client (6), start (7), status error (15).
        byte[] span = [0x2A, 1, (byte)'a', 0x30, 3, 0x39, 1, 0, 0, 0, 0, 0, 0, 0, 0x7A, 2, 0x18, 2];

        Json(span, TraceSchema.Span).ShouldBe("""{"name":"a","kind":3,"startTimeUnixNano":"1","status":{"code":2}}""");
        Otlp.Protobuf("""{"name":"a","kind":3,"startTimeUnixNano":"1","status":{"code":2}}""", TraceSchema.Span).ShouldBe(span);
    }

    [Theory]
    [InlineData("""{"startTimeUnixNano":12}""", """{"startTimeUnixNano":"12"}""")]
    [InlineData("""{"startTimeUnixNano":1.2e1,"kind":"2"}""", """{"kind":2,"startTimeUnixNano":"12"}""")]
    [InlineData("""{"traceId":"0AF7651916CD43DD8448EB211C80319C"}""", """{"traceId":"0af7651916cd43dd8448eb211c80319c"}""")]
    [InlineData("""{"unknown":{"a":[1]},"name":"a","events":null}""", """{"name":"a"}""")]
    public void Forms_that_the_protocol_allows_are_read(string json, string expected) => Json(Otlp.Protobuf(json, TraceSchema.Span), TraceSchema.Span).ShouldBe(expected);

    [Theory]
    [InlineData("", "the body is not JSON")]
    [InlineData("[]", "Span should be an object")]
    [InlineData("""{"name":5}""", "Span.name should be a string")]
    [InlineData("""{"kind":2147483648}""", "Span.kind should be a whole number from -2147483648 to 2147483647")]
    [InlineData("""{"kind":"SPAN_KIND_SERVER"}""", "Span.kind should be a whole number")]
    [InlineData("""{"startTimeUnixNano":"-1"}""", "Span.startTimeUnixNano should be a whole number from 0")]
    [InlineData("""{"traceId":"xyz"}""", "Span.traceId should be hexadecimal digits")]
    [InlineData("""{"events":{}}""", "Span.events should be an array")]
    [InlineData("""{"events":[5]}""", "Span.events should be an object")]
    [InlineData("""{"attributes":[{"key":"k","value":{"boolValue":1}}]}""", "Span.attributes.value.boolValue should be true or false")]
    [InlineData("""{"attributes":[{"key":"k","value":{"bytesValue":"?"}}]}""", "Span.attributes.value.bytesValue should be base64")]
    [InlineData("""{"name":"\ud800"}""", "a string that is no text")]
    public void Wrong_json_is_refused_with_its_place(string json, string sentence) =>
        Should.Throw<OtlpFormatException>(() => Otlp.Protobuf(json, TraceSchema.Span)).Message.ShouldContain(sentence);

    [Fact]
    public void Json_nested_without_end_is_refused()
    {
        var json = string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", 200)) + string.Concat(Enumerable.Repeat("]}}", 200));

        Should.Throw<OtlpFormatException>(() => Otlp.Protobuf(json, OtlpSchema.AnyValue));
    }

    internal static OtlpMessage Schema(string signal) => signal switch
    {
        "traces" => TraceSchema.Request,
        "logs" => LogSchema.Request,
        _ => MetricSchema.Request,
    };

    internal static string Json(ReadOnlySpan<byte> message, OtlpMessage schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            OtlpJsonWriter.Write(json, message, schema);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Without empty arrays, which protobuf cannot tell from no array.</summary>
    private static JsonNode? Prune(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(p => p.Value is not JsonArray { Count: 0 }).OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Prune(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Prune)]),
        _ => node?.DeepClone(),
    };
}
