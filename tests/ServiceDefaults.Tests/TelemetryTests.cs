using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Rollcall.ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Without_an_endpoint_nothing_listens_and_nothing_runs()
    {
        await using var app = Applications.Web().Build();
        await app.StartAsync();
        app.Services.GetService<TracerProvider>().ShouldBeNull();
        app.Services.GetService<MeterProvider>().ShouldBeNull();
        app.Services.GetService<LoggerProvider>().ShouldBeNull();
        app.Services.GetServices<IHostedService>().ShouldNotContain(service => service.GetType().FullName!.Contains("Telemetry", StringComparison.Ordinal));
        using var source = new ActivitySource("Rollcall.Test");
        source.HasListeners().ShouldBeFalse();
        using var meter = new Meter("Rollcall.Test");
        meter.CreateCounter<int>("rollcall.test.count").Enabled.ShouldBeFalse();
    }

    [Fact]
    public async Task Web_application_with_an_endpoint_sends_all_three_signals()
    {
        await using var collector = await Collector.StartAsync();
        await using var app = Applications.Web("Development", Applications.SendTo(collector)).Build();
        app.MapDefaultEndpoints();
        app.MapGet("/items/{id}", (int id, ILogger<TelemetryTests> logger) =>
        {
            logger.LogWarning("saw item {Id}", id);
            return "item";
        });
        await app.StartAsync();
        using var client = app.Client();
        (await client.GetStringAsync("/health")).ShouldBe("Healthy");
        (await client.GetStringAsync("/alive")).ShouldBe("Healthy");
        (await client.GetStringAsync("/items/5")).ShouldBe("item");

        await collector.ReceiveAsync("traces", "GET /items/{id}");
        await collector.ReceiveAsync("traces", "defaults-test");
        await collector.ReceiveAsync("logs", "saw item 5");
        await collector.ReceiveAsync("metrics", "http.server.request.duration");
        await collector.ReceiveAsync("metrics", "dotnet.gc.collections");
        var traces = collector.Text("traces");

        // The client's spans have the paths in their URLs; only the server's would have them as an attribute of their own.
        traces.ShouldNotContain("GET /health");
        traces.ShouldNotContain("GET /alive");
    }

    [Fact]
    public async Task Plain_host_with_an_endpoint_sends_its_own_spans_and_metrics()
    {
        await using var collector = await Collector.StartAsync();
        using var host = Applications.Plain(Applications.SendTo(collector)).Build();
        await host.StartAsync();
        using var source = new ActivitySource("Rollcall.Test");
        using (source.StartActivity("poll"))
        {
            using var meter = new Meter("Rollcall.Test");
            meter.CreateCounter<int>("rollcall.test.count").Add(1);
            await collector.ReceiveAsync("metrics", "rollcall.test.count");
        }

        await collector.ReceiveAsync("traces", "poll");
        await host.StopAsync();
    }

    [Fact]
    public async Task Endpoint_that_nobody_listens_on_does_no_harm()
    {
        using var host = Applications.Plain(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("OTEL_EXPORTER_OTLP_TIMEOUT", "500")).Build();
        await host.StartAsync();
        using (var source = new ActivitySource("Rollcall.Test"))
        {
            source.StartActivity("poll").ShouldNotBeNull().Stop();
        }

        await host.StopAsync();
    }

    [Fact]
    public async Task Beyond_the_limit_whole_traces_are_left_out_unless_the_caller_records_them()
    {
        await using var collector = await Collector.StartAsync();
        using var host = Applications.Plain([.. Applications.SendTo(collector), ("Telemetry:TracesPerSecond", "0.001")]).Build();
        await host.StartAsync();
        using var source = new ActivitySource("Rollcall.Test");

        Trace(default).ShouldBe([true, true]);
        Trace(default).ShouldBe([false, false]);
        Trace(new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true)).ShouldBe([true, true]);
        await host.StopAsync();

        bool[] Trace(ActivityContext caller)
        {
            using var outer = source.StartActivity("outer", ActivityKind.Server, caller);
            using var inner = source.StartActivity("inner");
            return [outer is { Recorded: true }, inner is { Recorded: true }];
        }
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("NaN")]
    public void Limit_that_is_no_number_is_named(string limit)
    {
        var error = Should.Throw<InvalidOperationException>(() => Applications.Plain(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("Telemetry:TracesPerSecond", limit)));
        error.Message.ShouldBe($"Telemetry:TracesPerSecond is '{limit}': write how many traces a second are recorded, or 0 for all.");
    }
}
