using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Rest;

namespace Embedded.TensorFlowServing.Tests.Rest;

public sealed class RestRouteTests
{
    [Theory]
    [InlineData("POST", "/v1/models/m:predict", "Predict", "m", "", null)]
    [InlineData("POST", "/V1/Models/m/Versions/7:predict", "Predict", "m", "7", null)]
    [InlineData("POST", "/v1/models/m/labels/stable:regress", "Regress", "m", "", "stable")]
    [InlineData("POST", "/v1/models/a%2Fb%3Ac:classify", "Classify", "a/b:c", "", null)]
    [InlineData("GET", "/v1/models/m", "Status", "m", "", null)]
    [InlineData("GET", "/v1/models/m?x=1", "Status", "m?x=1", "", null)]
    [InlineData("GET", "/v1/models", "Status", "", "", null)]
    [InlineData("GET", "/v1/models/m/versions/3/metadata", "Metadata", "m", "3", null)]
    [InlineData("GET", "/v1/models/m/METADATA", "Status", "m", "", null)]
    [InlineData("GET", "/v1/models/modelname%21%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3D%3F%40%5B%5D", "Status", "modelname!#$%&'()*+,/:;=?@[]", "", null)]
    public void Match_finds_the_route(string method, string target, string api, string model, string version, string? label)
    {
        var route = RestRoute.Match(method, target).ShouldNotBeNull();
        (route.Api.ToString(), route.Model, route.VersionText, route.Label).ShouldBe((api, model, version, label));
    }

    [Theory]
    [InlineData("GET", "/v1/foo")]
    [InlineData("POST", "/v1/foo")]
    [InlineData("POST", "/v1/models")]
    [InlineData("GET", "/v1/models/debug/model_name")]
    [InlineData("GET", "/v1/models/foo/version/50:predict")]
    [InlineData("POST", "/v1/models/foo/version/50:regress")]
    [InlineData("POST", "/v1/models/foo/metadata")]
    [InlineData("POST", "/v1/models/foo/versions/50/labels/some_label:regress")]
    [InlineData("POST", "/v1/models/m:PREDICT")]
    [InlineData("POST", "/v1/models/m:predict?x=1")]
    [InlineData("GET", "/v1/models/m/")]
    [InlineData("PUT", "/v1/models/m")]
    [InlineData("GET", "/v1/models/m:predict")]
    public void Match_what_upstream_calls_malformed_has_none(string method, string target) => RestRoute.Match(method, target).ShouldBeNull();

    [Fact]
    public void Choice_version_that_does_not_fit_is_refused() =>
        Should.Throw<TensorFlowException>(() => RestRoute.Match("POST", "/v1/models/foo/versions/18446744073709551615:regress")!.Choice())
            .Message.ShouldBe("Failed to convert version: 18446744073709551615 to numeric.");
}
