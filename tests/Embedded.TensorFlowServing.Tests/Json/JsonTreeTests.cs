using System.Text;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Json;
using Embedded.TensorFlowServing.Predict;

namespace Embedded.TensorFlowServing.Tests.Json;

public sealed class JsonTreeTests
{
    [Theory]
    [InlineData("   ", "The document is empty. at offset: 3")]
    [InlineData("{\"a\":nul}", "Invalid value. at offset: 8")]
    [InlineData("{\"a\" 1}", "Missing a colon after a name of object member. at offset: 5")]
    [InlineData("{\"a\":1 \"b\"", "Missing a comma or '}' after an object member. at offset: 7")]
    [InlineData("{\"a\":1,}", "Missing a name for object member. at offset: 7")]
    [InlineData("[1 2]", "Missing a comma or ']' after an array element. at offset: 3")]
    [InlineData("[1.]", "Miss fraction part in number. at offset: 3")]
    [InlineData("[1e]", "Miss exponent in number. at offset: 3")]
    [InlineData("[1e309]", "Number too big to be stored in double. at offset: 1")]
    [InlineData("[\"abc]", "Missing a closing quotation mark in string. at offset: 6")]
    [InlineData("[\"\\u12g4\"]", "Incorrect hex digit after \\u escape in string. at offset: 2")]
    [InlineData("[\"a\nb\"]", "Invalid escape character in string. at offset: 3")]
    [InlineData("[.5]", "Invalid value. at offset: 1")]
    public void Parse_wrong_text_gives_the_reason_and_offset_of_RapidJSON(string json, string message) =>
        Should.Throw<JsonSyntaxException>(() => JsonTree.Parse(Encoding.UTF8.GetBytes(json))).Message.ShouldBe("JSON Parse error: " + message);

    [Fact]
    public void Parse_escapes_are_resolved()
    {
        var tree = JsonTree.Parse("\"a\\n\\u00e9\\ud83d\\ude00\\/\""u8.ToArray());
        tree.Text(JsonTree.Root).ShouldBe("a\né😀/");
    }

    [Fact]
    public void Parse_text_after_the_value_is_ignored() =>
        JsonTree.Parse("{} trailing"u8.ToArray()).Kind(JsonTree.Root).ShouldBe(JsonKind.Object);

    [Theory]
    [InlineData("1", JsonKind.Int64)]
    [InlineData("9223372036854775808", JsonKind.UInt64)]
    [InlineData("18446744073709551616", JsonKind.Double)]
    [InlineData("1.0", JsonKind.Double)]
    [InlineData("-Infinity", JsonKind.Double)]
    public void Parse_numbers_get_the_kind_of_RapidJSON(string json, object kind) =>
        JsonTree.Parse(Encoding.UTF8.GetBytes(json)).Kind(JsonTree.Root).ShouldBe((JsonKind)kind);

    [Fact]
    public void Parse_half_a_million_levels_is_no_danger()
    {
        var deep = new string('[', 500_000) + new string(']', 500_000);
        var x = new Dictionary<string, TensorInfo> { ["x"] = new("x", DataType.Int32, null) };

        PredictRequest Read(string json)
        {
            var body = Encoding.UTF8.GetBytes(json);
            return PredictRequestReader.Read([.. body, 0], body.Length, _ => x);
        }

        Read($"{{\"instances\":[1],\"nested\":{deep}}}").Inputs["x"].Data<int>()[0].ShouldBe(1);
        Should.Throw<TensorFlowException>(() => Read($"{{\"signature_name\":{deep}}}")).Message.ShouldContain("key must be a string value");
        Should.Throw<TensorFlowException>(() => Read($"{{\"instances\":{deep}}}")).Message.ShouldContain("nested");
    }

    [Theory]
    [InlineData("{\"a\":[1,{\"b\":2}]}", "{\n    \"a\": [1, {\n            \"b\": 2\n        }]\n}")]
    [InlineData("[1.0,1e30,1.5e-7,123456789.25,-0.0]", "[1.0, 1e30, 1.5e-7, 123456789.25, -0.0]")]
    [InlineData("{}", "{}")]
    public void Echo_is_laid_out_as_upstream(string json, string text) =>
        JsonEcho.Text(JsonTree.Parse(Encoding.UTF8.GetBytes(json)), JsonTree.Root).ShouldBe(text);

    [Fact]
    public void Echo_of_a_long_value_is_cut()
    {
        var json = "[" + string.Join(',', Enumerable.Repeat("12345", 1000)) + "]";
        JsonEcho.Text(JsonTree.Parse(Encoding.UTF8.GetBytes(json)), JsonTree.Root).Length.ShouldBeInRange(256, 270);
    }
}
