using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace Microsoft.Extensions.Http.Resilience.Tests;

public sealed class StandardPipelineTests
{
    private static readonly Uri s_uri = new("http://svc/");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Options_have_the_official_defaults()
    {
        var options = new HttpStandardResilienceOptions();
        options.RateLimiter.DefaultRateLimiterOptions.PermitLimit.ShouldBe(1000);
        options.RateLimiter.DefaultRateLimiterOptions.QueueLimit.ShouldBe(0);
        options.TotalRequestTimeout.Timeout.ShouldBe(TimeSpan.FromSeconds(30));
        (options.Retry.MaxRetryAttempts, options.Retry.Delay, options.Retry.BackoffType, options.Retry.UseJitter, options.Retry.ShouldRetryAfterHeader)
            .ShouldBe((3, TimeSpan.FromSeconds(2), DelayBackoffType.Exponential, true, true));
        (options.CircuitBreaker.FailureRatio, options.CircuitBreaker.MinimumThroughput, options.CircuitBreaker.SamplingDuration, options.CircuitBreaker.BreakDuration)
            .ShouldBe((0.1, 100, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)));
        options.AttemptTimeout.Timeout.ShouldBe(TimeSpan.FromSeconds(10));
        new[] { options.RateLimiter.Name, options.TotalRequestTimeout.Name, options.Retry.Name, options.CircuitBreaker.Name, options.AttemptTimeout.Name }
            .ShouldBe(["Standard-RateLimiter", "Standard-TotalRequestTimeout", "Standard-Retry", "Standard-CircuitBreaker", "Standard-AttemptTimeout"]);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, 4)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 4)]
    [InlineData(HttpStatusCode.RequestTimeout, 4)]
    [InlineData(HttpStatusCode.TooManyRequests, 4)]
    [InlineData(HttpStatusCode.NotFound, 1)]
    [InlineData(HttpStatusCode.BadRequest, 1)]
    [InlineData(HttpStatusCode.OK, 1)]
    public async Task Send_answered_with_a_status_retries_if_it_may_pass(HttpStatusCode status, int attempts)
    {
        using var backend = new Backend(status);
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler());
        using var response = await _time.RunAsync(services.Client().GetAsync(s_uri));
        response.StatusCode.ShouldBe(status);
        backend.Attempts.ShouldBe(attempts);
    }

    [Fact]
    public async Task Send_that_fails_once_succeeds_with_the_second_attempt()
    {
        using var backend = new Backend((attempt, _, _) =>
            attempt == 1 ? throw new HttpRequestException("refused") : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)));
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler());
        using var response = await _time.RunAsync(services.Client().PostAsync(s_uri, new StringContent("body")));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        backend.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Send_with_retry_after_waits_as_long()
    {
        using var backend = new Backend((attempt, _, _) =>
        {
            var response = new HttpResponseMessage(attempt == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(20));
            return Task.FromResult(response);
        });
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler());
        var start = _time.GetUtcNow();
        using var response = await _time.RunAsync(services.Client().GetAsync(s_uri));
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20));
        backend.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Send_that_hangs_is_cut_by_attempt_and_then_in_all()
    {
        using var backend = new Backend(async (_, _, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            throw new InvalidOperationException("unreachable");
        });
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler());
        var start = _time.GetUtcNow();
        var request = services.Client().GetAsync(s_uri);
        await _time.RunUntilAsync(() => backend.Attempts == 2);
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
        var exception = await Should.ThrowAsync<TimeoutRejectedException>(() => _time.RunAsync(request));
        exception.Timeout.ShouldBe(TimeSpan.FromSeconds(30));
        backend.Attempts.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Send_cancelled_by_the_caller_is_not_retried()
    {
        using var cancellation = new CancellationTokenSource();
        using var backend = new Backend(async (_, _, token) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException("unreachable");
        });
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler());
        await Should.ThrowAsync<OperationCanceledException>(() => services.Client().GetAsync(s_uri, cancellation.Token));
        backend.Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Circuit_opens_after_many_failures_and_closes_again()
    {
        var healthy = false;
        using var backend = new Backend((_, _, _) =>
            Task.FromResult(new HttpResponseMessage(healthy ? HttpStatusCode.OK : HttpStatusCode.InternalServerError)));
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler(options =>
        {
            options.CircuitBreaker.MinimumThroughput = 4;
            options.Retry.ShouldHandle = _ => new(false);
        }));
        for (var i = 0; i < 4; i++)
        {
            using var failed = await services.Client().GetAsync(s_uri);
        }

        await Should.ThrowAsync<BrokenCircuitException>(() => services.Client().GetAsync(s_uri));
        backend.Attempts.ShouldBe(4);

        healthy = true;
        _time.Advance(TimeSpan.FromSeconds(6));
        using var response = await services.Client().GetAsync(s_uri);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pipeline_by_authority_keeps_hosts_apart()
    {
        using var backend = new Backend((_, request, _) =>
            Task.FromResult(new HttpResponseMessage(request.RequestUri!.Host == "good" ? HttpStatusCode.OK : HttpStatusCode.InternalServerError)));
        await using var services = Clients.Services(backend, _time, client => client
            .AddStandardResilienceHandler(options =>
            {
                options.CircuitBreaker.MinimumThroughput = 2;
                options.Retry.ShouldHandle = _ => new(false);
            })
            .SelectPipelineByAuthority());
        for (var i = 0; i < 2; i++)
        {
            using var failed = await services.Client().GetAsync(new Uri("http://bad/"));
        }

        await Should.ThrowAsync<BrokenCircuitException>(() => services.Client().GetAsync(new Uri("http://bad/")));
        using var response = await services.Client().GetAsync(new Uri("http://good/"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_beyond_the_limit_are_refused_at_once()
    {
        var gate = new TaskCompletionSource<HttpResponseMessage>();
        using var backend = new Backend((_, _, _) => gate.Task);
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler(options =>
            options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = 1));
        var first = services.Client().GetAsync(s_uri);
        await Should.ThrowAsync<RateLimiterRejectedException>(() => services.Client().GetAsync(s_uri));
        gate.SetResult(new HttpResponseMessage(HttpStatusCode.OK));
        using var response = await first;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GET", 4)]
    [InlineData("POST", 1)]
    [InlineData("DELETE", 1)]
    public async Task Retries_disabled_for_unsafe_methods_leave_safe_ones(string method, int attempts)
    {
        using var backend = new Backend(HttpStatusCode.ServiceUnavailable);
        await using var services = Clients.Services(backend, _time, client => client
            .AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods()));
        using var request = new HttpRequestMessage(new HttpMethod(method), s_uri);
        using var response = await _time.RunAsync(services.Client().SendAsync(request));
        backend.Attempts.ShouldBe(attempts);
    }

    [Fact]
    public async Task Options_from_configuration_count_and_reload()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("http:Retry:MaxRetryAttempts", "1")])
            .Build();
        using var backend = new Backend(HttpStatusCode.ServiceUnavailable);
        await using var services = Clients.Services(backend, _time, client => client.AddStandardResilienceHandler(configuration.GetSection("http")));
        using var before = await _time.RunAsync(services.Client().GetAsync(s_uri));
        backend.Attempts.ShouldBe(2);

        configuration["http:Retry:MaxRetryAttempts"] = "2";
        configuration.Reload();
        using var after = await _time.RunAsync(services.Client().GetAsync(s_uri));
        backend.Attempts.ShouldBe(5);
    }

    [Fact]
    public async Task Options_that_contradict_each_other_are_refused_with_sentences()
    {
        await using var services = Clients.Services(new Backend(HttpStatusCode.OK), _time, client => client.AddStandardResilienceHandler(options =>
        {
            options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(40);
            options.Retry.MaxRetryAttempts = 10;
        }));
        var exception = Should.Throw<OptionsValidationException>(() => services.Client());
        string.Join("; ", exception.Failures).ShouldBe(
            "The total request timeout (30s) must not be shorter than the attempt timeout (40s).; "
            + "The sampling duration of the circuit breaker (30s) must be at least twice the attempt timeout (40s).; "
            + "The delays of all retries (2046s) must not be longer than the total request timeout (30s).");
    }

    [Theory]
    [InlineData("http:Retry:Attempts", typeof(InvalidOperationException))]
    [InlineData("other:Retry:MaxRetryAttempts", typeof(ArgumentException))]
    public void Configuration_without_a_known_option_is_refused(string key, Type exception)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, "1")]).Build();
        Should.Throw(
            () =>
            {
                using var services = Clients.Services(
                    new Backend(HttpStatusCode.OK),
                    _time,
                    client => client.AddStandardResilienceHandler(configuration.GetSection("http")));
                services.Client();
            },
            exception);
    }
}
