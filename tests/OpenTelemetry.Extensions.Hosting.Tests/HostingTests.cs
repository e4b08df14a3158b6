using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace OpenTelemetry.Extensions.Hosting.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task Host_starts_tracing_before_its_services_and_flushes_at_the_end()
    {
        var spans = new Spans();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        using var source = new ActivitySource("hosting.test");
        builder.Services.AddHostedService(_ => new Worker(source));
        builder.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource(source.Name).AddProcessor(spans));
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        spans.All.Select(span => span.DisplayName).ShouldBe(["work"]);
        source.HasListeners().ShouldBeFalse();
    }

    [Fact]
    public void AddOpenTelemetry_twice_gives_one_provider_of_each_kind()
    {
        var services = new ServiceCollection();
        services.AddOpenTelemetry().WithTracing().WithMetrics().WithLogging().ConfigureResource(_ => { });
        services.AddOpenTelemetry().WithTracing().WithMetrics(_ => { }).WithLogging(_ => { });
        services.Count(service => service.ServiceType == typeof(IHostedService)).ShouldBe(1);
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<ITelemetryHostInitializer>().Initialize();
        provider.GetServices<TracerProvider>().Count().ShouldBe(1);
        provider.GetServices<MeterProvider>().Count().ShouldBe(1);
        provider.GetServices<LoggerProvider>().Count().ShouldBe(1);
    }

    [Fact]
    public void Initialize_without_signals_does_nothing()
    {
        var services = new ServiceCollection();
        services.AddOpenTelemetry();
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<ITelemetryHostInitializer>().Initialize();
        provider.GetService<TracerProvider>().ShouldBeNull();
    }

    [Fact]
    public void Metrics_of_aspnetcore_http_and_runtime_are_collected()
    {
        var services = new ServiceCollection().AddOptions().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        using var reader = new PublishedMeters();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddReader(reader));
        using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<MeterProvider>();
        using var kestrel = new Meter("Microsoft.AspNetCore.Server.Kestrel");
        kestrel.CreateCounter<int>("probe.server").Add(1);
        using var http = new Meter("System.Net.Http");
        http.CreateCounter<int>("probe.client").Add(1);
        reader.Collect();
        reader.Names.ShouldContain("probe.server");
        reader.Names.ShouldContain("probe.client");
        reader.Names.ShouldContain("dotnet.gc.collections");
        reader.Names.ShouldContain("dotnet.thread_pool.thread.count");
    }

    private sealed class Worker(ActivitySource source) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            using var activity = source.StartActivity("work");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class PublishedMeters : BaseExportingMetricReader
    {
        private readonly Exporter _exporter;

        public PublishedMeters()
            : this(new Exporter())
        {
        }

        private PublishedMeters(Exporter exporter)
            : base(exporter) => _exporter = exporter;

        public IReadOnlyCollection<string> Names => _exporter.Names;

        private sealed class Exporter : BaseExporter<Metric>
        {
            public HashSet<string> Names { get; } = [];

            public override ExportResult Export(in Batch<Metric> batch)
            {
                foreach (var metric in batch)
                {
                    Names.Add(metric.Name);
                }

                return ExportResult.Success;
            }
        }
    }
}
