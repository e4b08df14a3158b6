namespace Microsoft.Extensions.ServiceDiscovery.Tests;

public sealed class ServiceEndpointQueryTests
{
    [Theory]
    [InlineData("http://resnet", "http", null, "resnet")]
    [InlineData("http://ResNet", "http", null, "resnet")]
    [InlineData("http://_v2.resnet", "http", "v2", "resnet")]
    [InlineData("https+http://_grpc.resnet:8500/v1?x", "https,http", "grpc", "resnet")]
    [InlineData("resnet", "", null, "resnet")]
    [InlineData("resnet:80", "", null, "resnet")]
    [InlineData("_grpc.res_net.local", "", "grpc", "res_net.local")]
    [InlineData("http://_.resnet", "http", null, "_.resnet")]
    [InlineData("http://_grpc", "http", null, "_grpc")]
    [InlineData("http://_grpc.", "http", null, "_grpc.")]
    [InlineData("http://127.0.0.1:80", "http", null, "127.0.0.1")]
    public void TryParse_of_a_name_takes_it_apart(string input, string schemes, string? endpoint, string service)
    {
        ServiceEndpointQuery.TryParse(input, out var query).ShouldBeTrue();
        string.Join(',', query.IncludedSchemes).ShouldBe(schemes);
        query.EndpointName.ShouldBe(endpoint);
        query.ServiceName.ShouldBe(service);
        query.ToString().ShouldBe(input);
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("DEFAULT_GROUP@@svc@@x y")]
    [InlineData("http://a b")]
    public void TryParse_of_no_name_is_false(string input) => ServiceEndpointQuery.TryParse(input, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_of_nothing_throws() => Should.Throw<ArgumentException>(() => ServiceEndpointQuery.TryParse("", out _));
}
