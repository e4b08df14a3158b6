using ConsumerApi.Forwarding;
using ConsumerApi.Routing;

namespace ConsumerApi.Tests.Forwarding;

public sealed class RestRequestParserTests
{
    [Theory]
    [InlineData("POST", "/v1/models/foo:predict", "foo", null, null, nameof(RestVerb.Predict))]
    [InlineData("POST", "/V1/Models/foo:classify", "foo", null, null, nameof(RestVerb.Classify))]
    [InlineData("POST", "/v1/models/foo/versions/50:regress", "foo", 50L, null, nameof(RestVerb.Regress))]
    [InlineData("POST", "/v1/models/foo/labels/some_label:predict", "foo", null, "some_label", nameof(RestVerb.Predict))]
    [InlineData("POST", "/v1/models/a%2Fb%3Ac/labels/x%20y:predict", "a/b:c", null, "x y", nameof(RestVerb.Predict))]
    [InlineData("POST", "/v1/models/modelname%21%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3D%3F%40%5B%5D:predict", "modelname!#$%&'()*+,/:;=?@[]", null, null, nameof(RestVerb.Predict))]
    [InlineData("GET", "/v1/models/foo", "foo", null, null, nameof(RestVerb.Status))]
    [InlineData("GET", "/v1/models/foo/versions/0", "foo", 0L, null, nameof(RestVerb.Status))]
    [InlineData("GET", "/v1/models/foo/labels/x", "foo", null, "x", nameof(RestVerb.Status))]
    [InlineData("GET", "/v1/models/foo/metadata", "foo", null, null, nameof(RestVerb.Metadata))]
    [InlineData("GET", "/v1/models/foo/versions/7/metadata", "foo", 7L, null, nameof(RestVerb.Metadata))]
    [InlineData("GET", "/v1/models/foo/METADATA", "foo", null, null, nameof(RestVerb.Status))]
    [InlineData("GET", "/v1/models/foo?x=1", "foo?x=1", null, null, nameof(RestVerb.Status))]
    [InlineData("GET", "/v1/models/metadata", "metadata", null, null, nameof(RestVerb.Status))]
    [InlineData("GET", "/v1/models/versions", "versions", null, null, nameof(RestVerb.Status))]
    public void Parse_well_formed_as_the_original(string method, string target, string model, long? version, string? label, string verb)
    {
        var request = RestRequestParser.Parse(method, target);

        request.Error.ShouldBeNull();
        request.Key.ShouldBe(new RouteKey(model, version, label));
        request.Verb.ToString().ShouldBe(verb);
    }

    [Theory]
    [InlineData("GET", "/v1/foo")]
    [InlineData("POST", "/v1/foo")]
    [InlineData("POST", "/v1/models")]
    [InlineData("POST", "/v1/models/:predict")]
    [InlineData("POST", "/v1/models/foo")]
    [InlineData("POST", "/v1/models/foo:PREDICT")]
    [InlineData("POST", "/v1/models/foo:dance")]
    [InlineData("POST", "/v1/models/foo:predict?x=1")]
    [InlineData("POST", "/v1/models/foo:bar:predict")]
    [InlineData("POST", "/v1/models/foo/metadata")]
    [InlineData("POST", "/v1/models/foo/versions/50/labels/some_label:regress")]
    [InlineData("POST", "/v1/models/foo/versions/:predict")]
    [InlineData("POST", "/v1/models/foo/versions/-1:predict")]
    [InlineData("POST", "/v1/models/foo/versions/1x:predict")]
    [InlineData("POST", "/v1/models/foo/version/50:regress")]
    [InlineData("GET", "/v1/models/foo/version/50:predict")]
    [InlineData("GET", "/v1/models/debug/model_name")]
    [InlineData("GET", "/v1/models/foo/")]
    [InlineData("GET", "/v1/models/foo:predict")]
    [InlineData("GET", "/v1/modelsx")]
    [InlineData("PUT", "/v1/models/m")]
    [InlineData("DELETE", "/v1/models/m:predict")]
    public void Parse_malformed_as_the_original(string method, string target) =>
        RestRequestParser.Parse(method, target).Error.ShouldBe($"Malformed request: {method} {target}");

    [Theory]
    [InlineData("GET", "/v1/models/versions/1", "Missing model name in request.")]
    [InlineData("GET", "/v1/models/labels/x", "Missing model name in request.")]
    [InlineData("POST", "/v1/models/foo/versions/18446744073709551615:regress", "Failed to convert version: 18446744073709551615 to numeric.")]
    [InlineData("GET", "/v1/models/foo/versions/9223372036854775808", "Failed to convert version: 9223372036854775808 to numeric.")]
    public void Parse_well_formed_but_wrong_says_why(string method, string target, string error) =>
        RestRequestParser.Parse(method, target).Error.ShouldBe(error);

    [Fact]
    public void Parse_any_bytes_gives_a_request_or_an_error()
    {
        var random = new Random(7);
        const string alphabet = "/:%?#aZ09 versionslabelsmetadatapredict\u00e4";
        for (var i = 0; i < 20_000; i++)
        {
            var tail = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var request = RestRequestParser.Parse(random.Next(2) == 0 ? "GET" : "POST", $"/v1/models{tail}");

            (request.Error is null).ShouldBe(!string.IsNullOrEmpty(request.Key.Model), tail);
        }
    }
}
