using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Rollcall.ServiceDefaults.Tests;

public sealed class HttpClientTests
{
    [Fact]
    public async Task Client_retries_on_another_endpoint_of_the_service()
    {
        var sent = new List<string>();
        var builder = Applications.Plain(("Services:nodes:http:0", "http://127.0.0.1:1"), ("Services:nodes:http:1", "http://127.0.0.1:2"));
        builder.Services.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => new Sink(sent));
        builder.Services.Configure<HttpStandardResilienceOptions>("standard", options => options.Retry.Delay = TimeSpan.Zero);
        using var host = builder.Build();
        using var response = await host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("test").GetAsync(new Uri("http://nodes/x"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        sent.ShouldBe(["http://127.0.0.1:1/x", "http://127.0.0.1:2/x"]);
    }

    private sealed class Sink(List<string> sent) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sent.Add(request.RequestUri!.ToString());
            return Task.FromResult(new HttpResponseMessage(sent.Count == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK));
        }
    }
}
