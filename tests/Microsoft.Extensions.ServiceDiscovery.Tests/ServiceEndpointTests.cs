using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Microsoft.Extensions.ServiceDiscovery.Tests;

public sealed class ServiceEndpointTests
{
    [Theory]
    [InlineData("10.0.0.5:8501", typeof(IPEndPoint), "10.0.0.5:8501")]
    [InlineData("10.0.0.5", typeof(IPEndPoint), "10.0.0.5")]
    [InlineData("[::1]:8501", typeof(IPEndPoint), "[::1]:8501")]
    [InlineData("[::1]", typeof(IPEndPoint), "[::1]")]
    [InlineData("node-1:8501", typeof(DnsEndPoint), "node-1:8501")]
    [InlineData("node-1", typeof(DnsEndPoint), "node-1")]
    [InlineData("http://node-1:8501/a", typeof(UriEndPoint), "http://node-1:8501/a")]
    public void TryParse_of_an_address_gives_its_kind(string value, Type kind, string text)
    {
        ServiceEndpoint.TryParse(value, out var endpoint).ShouldBeTrue();
        endpoint.EndPoint.ShouldBeOfType(kind);
        endpoint.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("http://")]
    [InlineData("a b")]
    public void TryParse_of_no_address_is_false(string? value) => ServiceEndpoint.TryParse(value, out _).ShouldBeFalse();

    [Fact]
    public void Create_with_features_keeps_them()
    {
        var features = new FeatureCollection();
        ServiceEndpoint.Create(new IPEndPoint(IPAddress.Loopback, 1), features).Features.ShouldBeSameAs(features);
        ServiceEndpoint.Create(new IPEndPoint(IPAddress.Loopback, 1)).Features.ShouldNotBeNull();
    }

    [Fact]
    public void UriEndPoint_equals_another_of_the_same_uri()
    {
        var endpoint = new UriEndPoint(new Uri("http://a:1/"));
        endpoint.Equals(new UriEndPoint(new Uri("http://a:1"))).ShouldBeTrue();
        endpoint.GetHashCode().ShouldBe(new UriEndPoint(new Uri("http://a:1")).GetHashCode());
        endpoint.Equals(new UriEndPoint(new Uri("http://a:2"))).ShouldBeFalse();
    }
}
