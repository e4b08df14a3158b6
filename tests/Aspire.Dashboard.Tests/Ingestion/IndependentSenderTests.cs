using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rollcall.Tests;

namespace Aspire.Dashboard.Tests.Ingestion;

/// <summary>Senders written by others.</summary>
public sealed class IndependentSenderTests
{
    private const string Key = "a key";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task DotNet_sdk_is_heard(OtlpExportProtocol protocol)
    {
        await using var dashboard = await StartAsync();
        var resource = ResourceBuilder.CreateEmpty().AddService("dotnet", serviceInstanceId: "1");
        void Export(OtlpExporterOptions options, string signal)
        {
            options.Protocol = protocol;
            options.Endpoint = protocol == OtlpExportProtocol.Grpc ? dashboard.Grpc : new(dashboard.Http, $"/v1/{signal}");
            options.Headers = $"x-otlp-api-key={Key}";
        }

        using (var source = new ActivitySource("Independent"))
        using (var meter = new Meter("Independent"))
        using (Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource("Independent").AddOtlpExporter(o => Export(o, "traces")).Build())
        using (Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter("Independent").AddOtlpExporter(o => Export(o, "metrics")).Build())
        using (var loggers = LoggerFactory.Create(b => b.AddOpenTelemetry(o => o.SetResourceBuilder(resource).AddOtlpExporter(e => Export(e, "logs")))))
        {
            var histogram = meter.CreateHistogram<double>("independent.duration", "s");
            using (source.StartActivity("outer", ActivityKind.Server))
            using (var inner = source.StartActivity("inner"))
            {
                inner!.AddEvent(new("happened")).SetStatus(ActivityStatusCode.Error, "broken").SetTag("list", new[] { "a", "b" });
                histogram.Record(0.25);
                loggers.CreateLogger("Independent.Log").LogWarning("heard {Number}", 5);
            }
        }

        var spans = TestDashboard.Items(await dashboard.GetJsonAsync("/api/telemetry/traces"), "resourceSpans", "scopeSpans", "spans").ToDictionary(s => (string)s["name"]!);
        ((string)spans["inner"]["parentSpanId"]!).ShouldBe((string)spans["outer"]["spanId"]!);
        ((int)spans["inner"]["status"]!["code"]!).ShouldBe(2);
        ((string)spans["inner"]["events"]![0]!["name"]!).ShouldBe("happened");
        var log = TestDashboard.Items(await dashboard.GetJsonAsync("/api/telemetry/logs?resource=dotnet&severity=Warning"), "resourceLogs", "scopeLogs", "logRecords").Single();
        ((string)log["traceId"]!).ShouldBe((string)spans["inner"]["traceId"]!);
        (await dashboard.Client.GetStringAsync("/api/ui/meters", Cancel)).ShouldContain("independent.duration");
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http")]
    public async Task TelemetryGen_is_heard(string protocol)
    {
        await using var dashboard = await StartAsync();
        var program = await Peers.TelemetryGenAsync();
        foreach (var signal in new[] { "traces", "logs", "metrics" })
        {
            string[] transport = protocol == "grpc" ? ["--otlp-endpoint", dashboard.Grpc.Authority] : ["--otlp-endpoint", dashboard.Http.Authority, "--otlp-http"];
            await ExternalProgram.RunAsync(program, [signal, "--otlp-insecure", $"--{signal}", "5", "--service", "outsider", "--otlp-header", $"x-otlp-api-key=\"{Key}\"", .. transport]);
        }

        ((int)(await dashboard.GetJsonAsync("/api/telemetry/traces?resource=outsider"))["totalCount"]!).ShouldBe(5);
        ((int)(await dashboard.GetJsonAsync("/api/telemetry/logs?resource=outsider"))["totalCount"]!).ShouldBe(5);
        (await dashboard.Client.GetStringAsync("/api/ui/meters", Cancel)).ShouldContain("outsider");
    }

    [Fact]
    public async Task JavaScript_sdk_is_heard_in_protobuf_and_json()
    {
        var directory = NpmPackages.Directory("OPENTELEMETRY_NPM_DIRECTORY", "@opentelemetry/exporter-trace-otlp-proto");
        await using var dashboard = await StartAsync();
        await using var script = typeof(IndependentSenderTests).Assembly.GetManifestResourceStream("npm-sender.cjs")!;

        (await ExternalProgram.RunAsync("node", ["-", dashboard.Http.ToString().TrimEnd('/'), Key], directory, script)).Trim().ShouldBe("done");

        foreach (var service in new[] { "javascript-protobuf", "javascript-json" })
        {
            var span = TestDashboard.Items(await dashboard.GetJsonAsync($"/api/telemetry/spans?resource={service}"), "resourceSpans", "scopeSpans", "spans").Single();
            span["attributes"]!.ToJsonString().ShouldContain("arrayValue");
            TestDashboard.Items(await dashboard.GetJsonAsync($"/api/telemetry/logs?resource={service}"), "resourceLogs", "scopeLogs", "logRecords").Count().ShouldBe(1);
            (await dashboard.Client.GetStringAsync($"/api/ui/metric?resource={service}&meter=npm&instrument=javascript.histogram", Cancel)).ShouldContain("percentiles");
        }
    }

    private static Task<TestDashboard> StartAsync() => TestDashboard.StartAsync(("Dashboard:Otlp:AuthMode", "ApiKey"), ("Dashboard:Otlp:PrimaryApiKey", Key));
}
