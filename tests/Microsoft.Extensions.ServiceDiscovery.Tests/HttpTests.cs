using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery.Http;

namespace Microsoft.Extensions.ServiceDiscovery.Tests;

public sealed class HttpTests
{
    [Theory]
    [InlineData("http://svc/v1/models?x=1", "10.0.0.5:8501", "http://10.0.0.5:8501/v1/models?x=1")]
    [InlineData("http://svc:99/", "10.0.0.5", "http://10.0.0.5:99/")]
    [InlineData("http://_v2.svc/", "[::1]:8501", "http://[::1]:8501/")]
    [InlineData("https+http://svc/", "node-1:8501", "https://node-1:8501/")]
    [InlineData("https+http://svc/", "http://node-1:8501", "http://node-1:8501/")]
    [InlineData("http://svc/v1/x", "http://node-1/base/", "http://node-1/base/v1/x")]
    public async Task Send_goes_to_the_endpoint_and_gives_the_request_back_as_it_was(string uri, string endpoint, string expected)
    {
        var sent = new List<string>();
        await using var services = Services([endpoint], sent);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        using var response = await Client(services).SendAsync(request);
        sent.ShouldBe([expected]);
        request.RequestUri!.OriginalString.ShouldBe(uri);
    }

    [Fact]
    public async Task Send_takes_the_endpoints_in_turn()
    {
        var sent = new List<string>();
        await using var services = Services(["a:1", "b:2", "c:3"], sent);
        for (var i = 0; i < 6; i++)
        {
            using var response = await Client(services).GetAsync(new Uri("http://svc/"));
        }

        sent.ShouldBe(["http://a:1/", "http://b:2/", "http://c:3/", "http://a:1/", "http://b:2/", "http://c:3/"]);
    }

    [Fact]
    public async Task Send_to_a_service_without_endpoints_throws()
    {
        await using var services = Services([], []);
        (await Should.ThrowAsync<InvalidOperationException>(() => Client(services).GetAsync(new Uri("http://svc/"))))
            .Message.ShouldBe("The endpoint collection contains no endpoints");
    }

    [Fact]
    public async Task Send_to_an_endpoint_with_a_host_name_sets_the_host()
    {
        string? host = null;
        var named = ServiceEndpoint.Create(new DnsEndPoint("10.0.0.5", 1));
        named.Features.Set<IHostNameFeature>(new HostName());
        await using var services = Services([named], request => host = request.Headers.Host);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://svc/");
        using var response = await Client(services).SendAsync(request);
        host.ShouldBe("svc.example");
        request.Headers.Host.ShouldBeNull();
    }

    [Fact]
    public async Task Send_with_a_scheme_that_is_not_allowed_throws()
    {
        await using var services = new ServiceCollection()
            .AddServiceDiscovery(options => options.AllowAllSchemes = false)
            .AddHttpClient("test").AddServiceDiscovery()
            .ConfigurePrimaryHttpMessageHandler(() => new Sink(_ => { })).Services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .BuildServiceProvider();
        (await Should.ThrowAsync<InvalidOperationException>(() => Client(services).GetAsync(new Uri("https+http://svc/"))))
            .Message.ShouldBe("The scheme 'https' is not allowed.");
    }

    [Fact]
    public async Task CreateHandler_resolves_without_a_client_factory()
    {
        var sent = new List<string>();
        await using var services = Services(["a:1"], []);
        var factory = services.GetRequiredService<IServiceDiscoveryHttpMessageHandlerFactory>();
        using var client = new HttpClient(factory.CreateHandler(new Sink(request => sent.Add(request.RequestUri!.ToString()))));
        using var response = await client.GetAsync(new Uri("http://svc/x"));
        sent.ShouldBe(["http://a:1/x"]);
    }

    [Theory]
    [InlineData(true, "any", true)]
    [InlineData(false, "test", true)]
    [InlineData(false, "other", false)]
    public void AddServiceDiscovery_turns_off_balancing_by_the_grpc_client(bool defaults, string name, bool expected)
    {
        var services = new ServiceCollection();
        SocketsHttpHandler? primary = null;
        services.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => primary = new SocketsHttpHandler());
        if (defaults)
        {
            services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        }
        else
        {
            services.AddHttpClient("test").AddServiceDiscovery();
        }

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        primary!.Properties.ContainsKey("__GrpcLoadBalancingDisabled").ShouldBe(expected);
    }

    private static HttpClient Client(ServiceProvider services) => services.GetRequiredService<IHttpClientFactory>().CreateClient("test");

    private static ServiceProvider Services(string[] endpoints, List<string> sent) =>
        Services(
            [.. endpoints.Select(e => ServiceEndpoint.TryParse(e, out var parsed) ? parsed : throw new ArgumentException(e))],
            request => sent.Add(request.RequestUri!.ToString()));

    private static ServiceProvider Services(ServiceEndpoint[] endpoints, Action<HttpRequestMessage> send)
    {
        var provider = new FakeProvider(builder => endpoints.ToList().ForEach(builder.Endpoints.Add));
        return new ServiceCollection()
            .AddServiceDiscoveryCore()
            .AddSingleton<IServiceEndpointProviderFactory>(new FakeProviderFactory(provider))
            .AddHttpClient("test").AddServiceDiscovery().ConfigurePrimaryHttpMessageHandler(() => new Sink(send)).Services
            .BuildServiceProvider();
    }

    private sealed class HostName : IHostNameFeature
    {
        string IHostNameFeature.HostName => "svc.example";
    }

    private sealed class Sink(Action<HttpRequestMessage> sent) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sent(request);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request });
        }
    }
}
