using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.Retry;

namespace Microsoft.Extensions.Http.Resilience.Tests;

public sealed class ResilienceHandlerTests
{
    private static readonly Uri s_uri = new("http://svc/");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Pipeline_of_ones_own_sees_the_request_in_its_context()
    {
        var seen = new List<HttpRequestMessage?>();
        using var backend = new Backend(HttpStatusCode.Conflict, HttpStatusCode.OK);
        await using var services = Clients.Services(backend, _time, client => client.AddResilienceHandler("own", pipeline => pipeline.AddRetry(Conflicts(seen))));
        using var request = new HttpRequestMessage(HttpMethod.Get, s_uri);
        using var response = await services.Client().SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        seen.ShouldBe([request]);
        request.GetResilienceContext().ShouldBeNull();
    }

    [Fact]
    public async Task Request_with_a_context_of_the_caller_runs_in_it()
    {
        ResilienceContext? used = null;
        using var backend = new Backend((_, request, _) =>
        {
            used = request.GetResilienceContext();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        });
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler());
        var context = ResilienceContextPool.Shared.Get();
        using var request = new HttpRequestMessage(HttpMethod.Get, s_uri);
        request.SetResilienceContext(context);
        using var response = await services.Client().SendAsync(request);
        used.ShouldBeSameAs(context);
        request.GetResilienceContext().ShouldBeSameAs(context);
        ResilienceContextPool.Shared.Return(context);
    }

    [Fact]
    public void Send_on_the_callers_thread_goes_through_the_pipeline()
    {
        using var backend = new Backend(HttpStatusCode.Conflict, HttpStatusCode.OK);
        using var services = Clients.Services(backend, _time, client => client.AddResilienceHandler("own", pipeline => pipeline.AddRetry(Conflicts([]))));
        using var request = new HttpRequestMessage(HttpMethod.Get, s_uri);
        using var response = services.Client().Send(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        backend.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task RemoveAllResilienceHandlers_takes_the_defaults_away()
    {
        using var backend = new Backend(HttpStatusCode.ServiceUnavailable);
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(_time);
        collection.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler());
        collection.AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => backend).RemoveAllResilienceHandlers();
        await using var services = collection.BuildServiceProvider();
        using var response = await services.Client().GetAsync(s_uri);
        backend.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Context_of_the_builder_knows_client_pipeline_and_key()
    {
        var built = new List<(string Builder, string Instance)>();
        using var backend = new Backend(HttpStatusCode.OK);
        await using var services = Clients.Services(backend, _time, client => client
            .AddResilienceHandler("own", (_, context) => built.Add((context.BuilderName, context.InstanceName)))
            .SelectPipelineBy(_ => request => request.RequestUri!.Host));
        foreach (var host in new[] { "a", "b", "a" })
        {
            using var response = await services.Client().GetAsync(new Uri($"http://{host}/"));
        }

        built.ShouldBe([("test-own", "a"), ("test-own", "b")]);
    }

    [Fact]
    public void Arguments_that_are_missing_are_named()
    {
        var builder = new ServiceCollection().AddHttpClient("test");
        Should.Throw<ArgumentException>(() => builder.AddResilienceHandler("", _ => { })).ParamName.ShouldBe("pipelineName");
        Should.Throw<ArgumentException>(() => new HttpRetryStrategyOptions().DisableFor()).ParamName.ShouldBe("methods");
        Should.Throw<ArgumentNullException>(() => new ResilienceHandler(pipeline: null!)).ParamName.ShouldBe("pipeline");
    }

    private static RetryStrategyOptions<HttpResponseMessage> Conflicts(List<HttpRequestMessage?> seen) => new()
    {
        Delay = TimeSpan.Zero,
        ShouldHandle = arguments => new(arguments.Outcome.Result?.StatusCode == HttpStatusCode.Conflict),
        OnRetry = arguments =>
        {
            seen.Add(arguments.Context.GetRequestMessage());
            return default;
        },
    };
}
