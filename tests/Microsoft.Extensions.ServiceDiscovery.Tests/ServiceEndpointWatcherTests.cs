using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Rollcall.Tests;

namespace Microsoft.Extensions.ServiceDiscovery.Tests;

/// <summary>When a resolution happens, and what callers get meanwhile.</summary>
public sealed class ServiceEndpointWatcherTests
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task GetEndpoints_while_the_result_is_current_does_not_resolve_again()
    {
        var provider = new FakeProvider(builder => builder.Endpoints.Add(Endpoint(1)));
        await using var resolver = Resolver(provider);
        var first = await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        (await resolver.GetEndpointsAsync("http://svc", CancellationToken.None)).ShouldBeSameAs(first);
        provider.Populates.ShouldBe(1);
    }

    [Fact]
    public async Task GetEndpoints_by_many_callers_at_once_resolves_once()
    {
        var gate = new TaskCompletionSource();
        var provider = new FakeProvider(async (builder, _) =>
        {
            await gate.Task;
            builder.Endpoints.Add(Endpoint(1));
        });
        await using var resolver = Resolver(provider);
        var callers = Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => resolver.GetEndpointsAsync("http://svc", CancellationToken.None).AsTask()))
            .ToArray();
        await Eventually.HoldsAsync(() => provider.Populates > 0, "the resolution has begun");
        gate.SetResult();
        (await Task.WhenAll(callers)).Distinct().Count().ShouldBe(1);
        provider.Populates.ShouldBe(1);
    }

    [Fact]
    public async Task GetEndpoints_cancelled_ends_that_caller_only()
    {
        var gate = new TaskCompletionSource();
        await using var resolver = Resolver(new FakeProvider(async (builder, _) =>
        {
            await gate.Task;
            builder.Endpoints.Add(Endpoint(1));
        }));
        using var cancellation = new CancellationTokenSource();
        var patient = resolver.GetEndpointsAsync("http://svc", CancellationToken.None).AsTask();
        var hasty = resolver.GetEndpointsAsync("http://svc", cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => hasty);
        gate.SetResult();
        (await patient).Endpoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_without_change_token_comes_every_period()
    {
        var provider = new FakeProvider(builder => builder.Endpoints.Add(Endpoint(1)));
        await using var resolver = Resolver(provider);
        for (var expected = 1; expected <= 3; expected++)
        {
            await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
            await Eventually.HoldsAsync(() => provider.Populates == expected, $"resolution {expected}");
            await StayInUse(resolver, s_period);
        }
    }

    [Fact]
    public async Task Refresh_with_a_change_token_comes_when_it_fires_and_not_by_time()
    {
        var change = new ChangeSource();
        var port = 1;
        var provider = new FakeProvider(builder =>
        {
            builder.Endpoints.Add(Endpoint(port));
            builder.AddChangeToken(change.Next());
        });
        await using var resolver = Resolver(provider);
        var first = await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        await StayInUse(resolver, 5 * s_period);
        provider.Populates.ShouldBe(1);

        port = 2;
        change.Fire();
        first.ChangeToken.HasChanged.ShouldBeTrue();
        (await resolver.GetEndpointsAsync("http://svc", CancellationToken.None)).Endpoints.Single().ToString().ShouldBe("127.0.0.1:2");
    }

    [Fact]
    public async Task Refresh_after_a_change_comes_without_anybody_asking()
    {
        var change = new ChangeSource();
        var provider = new FakeProvider(builder => builder.AddChangeToken(change.Next()));
        await using var resolver = Resolver(provider);
        await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        change.Fire();
        await Eventually.HoldsAsync(() => provider.Populates == 2, "the second resolution");
    }

    [Fact]
    public async Task Refresh_of_a_provider_beside_configuration_never_comes_by_time()
    {
        // The trap: configuration's token calls back, so nobody polls, and a provider without a token of its own is never asked again.
        var provider = new FakeProvider(builder => builder.Endpoints.Add(Endpoint(1)));
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<TimeProvider>(_time)
            .AddServiceDiscovery(options => options.RefreshPeriod = s_period)
            .AddSingleton<IServiceEndpointProviderFactory>(new FakeProviderFactory(provider))
            .BuildServiceProvider();
        var resolver = services.GetRequiredService<ServiceEndpointResolver>();
        await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        await StayInUse(resolver, 5 * s_period);
        provider.Populates.ShouldBe(1);
    }

    [Fact]
    public async Task Change_that_fires_during_the_resolution_is_not_lost()
    {
        var change = new ChangeSource();
        var fired = false;
        var provider = new FakeProvider(builder =>
        {
            builder.AddChangeToken(change.Next());
            if (!fired)
            {
                fired = true;
                change.Fire();
            }
        });
        await using var resolver = Resolver(provider);
        await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        await Eventually.HoldsAsync(() => provider.Populates == 2, "the resolution after the signal");
    }

    [Fact]
    public async Task Failure_while_the_last_result_is_current_is_not_seen_by_callers()
    {
        var fails = false;
        var provider = new FakeProvider(builder =>
        {
            if (fails)
            {
                throw new IOException("registry away");
            }

            builder.Endpoints.Add(Endpoint(1));
        });
        await using var resolver = Resolver(provider);
        var last = await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        fails = true;
        await StayInUse(resolver, s_period);
        await Eventually.HoldsAsync(() => provider.Populates >= 2, "the failing resolution");
        (await resolver.GetEndpointsAsync("http://svc", CancellationToken.None)).ShouldBeSameAs(last);
    }

    [Fact]
    public async Task Failure_after_a_change_reaches_the_caller_and_is_retried_every_period()
    {
        var change = new ChangeSource();
        var fails = false;
        var provider = new FakeProvider(builder =>
        {
            builder.AddChangeToken(change.Next());
            if (fails)
            {
                throw new IOException("registry away");
            }

            builder.Endpoints.Add(Endpoint(1));
        });
        await using var resolver = Resolver(provider);
        await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        var old = change;
        fails = true;
        old.Fire();
        await Should.ThrowAsync<IOException>(() => resolver.GetEndpointsAsync("http://svc", CancellationToken.None).AsTask());

        fails = false;
        _time.Advance(s_period);
        (await resolver.GetEndpointsAsync("http://svc", CancellationToken.None)).Endpoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Resolution_runs_outside_the_activity_of_the_caller()
    {
        Activity? seen = new("none");
        await using var resolver = Resolver(new FakeProvider(_ => seen = Activity.Current));
        using var activity = new Activity("request").Start();
        await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        seen.ShouldBeNull();
    }

    [Fact]
    public async Task Entry_that_nobody_uses_is_disposed_within_two_cleanups()
    {
        var provider = new FakeProvider(builder => builder.Endpoints.Add(Endpoint(1)));
        await using var resolver = Resolver(provider);
        await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(10));
        provider.Disposed.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(() => provider.Disposed, "the provider is disposed");
        (await resolver.GetEndpointsAsync("http://svc", CancellationToken.None)).Endpoints.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Entry_in_use_while_others_expire_never_fails_its_callers()
    {
        var change = new ChangeSource();
        var created = 0;
        var disposed = 0;
        await using var resolver = Resolver(new PerNameFactory(() =>
        {
            Interlocked.Increment(ref created);
            return new FakeProvider(
                builder =>
                {
                    builder.Endpoints.Add(Endpoint(1));
                    builder.AddChangeToken(change.Next());
                },
                () => Interlocked.Increment(ref disposed));
        }));
        using var end = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            var calls = 0;
            while (!end.IsCancellationRequested)
            {
                // Two names that all callers share and that are left alone now and then, among many that nobody asks for twice.
                var name = random.Next(100) == 0 ? random.Next(2) : random.Next(100_000);
                (await resolver.GetEndpointsAsync($"http://svc{name}", CancellationToken.None)).Endpoints.Count.ShouldBe(1);
                calls++;
                if (random.Next(50) == 0)
                {
                    change.Fire();
                }
            }

            return calls;
        })).ToArray();
        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(10));
                return Volatile.Read(ref disposed) >= 200;
            },
            "200 entries have expired under load");
        await end.CancelAsync();
        (await Task.WhenAll(callers)).Sum().ShouldBeGreaterThanOrEqualTo(200);
        await resolver.DisposeAsync();
        await Eventually.HoldsAsync(() => Volatile.Read(ref disposed) == Volatile.Read(ref created), "every provider is disposed");
    }

    [Fact]
    public async Task Dispose_ends_providers_and_callers()
    {
        var provider = new FakeProvider(async (_, cancellation) => await Task.Delay(Timeout.InfiniteTimeSpan, cancellation));
        var resolver = Resolver(provider);
        var caller = resolver.GetEndpointsAsync("http://svc", CancellationToken.None).AsTask();
        await Eventually.HoldsAsync(() => provider.Populates == 1, "the resolution has begun");
        await resolver.DisposeAsync();
        provider.Disposed.ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(() => caller);
        await Should.ThrowAsync<ObjectDisposedException>(() => resolver.GetEndpointsAsync("http://svc", CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task GetEndpoints_of_a_name_that_nobody_serves_throws()
    {
        await using var resolver = Resolver(provider: null);
        (await Should.ThrowAsync<InvalidOperationException>(() => resolver.GetEndpointsAsync("http://svc", CancellationToken.None).AsTask()))
            .Message.ShouldBe("No provider which supports the provided service name, 'http://svc', has been configured.");
        await Should.ThrowAsync<ArgumentException>(() => resolver.GetEndpointsAsync("http://", CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Providers_are_asked_in_order_with_pass_through_last()
    {
        var asked = new List<string>();
        await using var services = new ServiceCollection()
            .AddPassThroughServiceEndpointProvider()
            .AddSingleton<IServiceEndpointProviderFactory>(new FakeProviderFactory(new FakeProvider(b => asked.Add($"first sees {b.Endpoints.Count}"))))
            .AddSingleton<IServiceEndpointProviderFactory>(new FakeProviderFactory(new FakeProvider(b => asked.Add($"second sees {b.Endpoints.Count}"))))
            .BuildServiceProvider();
        var source = await services.GetRequiredService<ServiceEndpointResolver>().GetEndpointsAsync("http://svc:1", CancellationToken.None);
        asked.ShouldBe(["first sees 0", "second sees 0"]);
        source.Endpoints.Single().ToString().ShouldBe("svc:1");
    }

    private static ServiceEndpoint Endpoint(int port) => ServiceEndpoint.Create(new IPEndPoint(IPAddress.Loopback, port));

    private ServiceEndpointResolver Resolver(FakeProvider? provider) => Resolver(new FakeProviderFactory(provider));

    private ServiceEndpointResolver Resolver(IServiceEndpointProviderFactory factory) =>
        new ServiceCollection()
            .AddSingleton<TimeProvider>(_time)
            .AddServiceDiscoveryCore(options => options.RefreshPeriod = s_period)
            .AddSingleton(factory)
            .BuildServiceProvider()
            .GetRequiredService<ServiceEndpointResolver>();

    // Asks often enough that the entry is not cleaned up while the clock advances.
    private async Task StayInUse(ServiceEndpointResolver resolver, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(5))
        {
            await resolver.GetEndpointsAsync("http://svc", CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(5));
        }
    }
}
