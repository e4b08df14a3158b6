using Benchmarks.Anchors;
using Benchmarks.Results;
using Benchmarks.Running;
using Rollcall.Tests;

namespace Benchmarks.Telemetry;

/// <summary>What telemetry costs: the requests that are traced, and the dashboard that takes it in.</summary>
internal sealed class TelemetrySuite : ISuite
{
    /// <summary>Requests under way, as in the paper's largest load.</summary>
    private const int Connections = 20;

    private const double WarmUpSeconds = 10, WindowSeconds = 8;

    /// <summary>The dashboard on one core, what sends to it on the other.</summary>
    private const int Core = 0;

    private static readonly Anchor[] s_anchors = [Anchor.Wrk];
    private static readonly Figure s_digits = new("digits: requests per second with telemetry ÷ without") { Must = new(AtLeast: true, 0.9), Anchors = s_anchors };
    private static readonly Figure s_away = new("digits: requests per second with the receiver away ÷ without") { Must = new(AtLeast: true, 0.9), Anchors = s_anchors };
    private static readonly Figure s_awayMemory = new("digits: the consumer's memory with the receiver away ÷ without") { Anchors = s_anchors };
    private static readonly Figure s_resnet = new("ResNet-50: requests per second with telemetry ÷ without") { Must = new(AtLeast: true, 0.98), Anchors = s_anchors };
    private static readonly Figure s_ingest = new("dashboard: spans taken in on one core", "per second of its processor time") { Must = new(AtLeast: true, 20_000) };
    private static readonly Figure s_full = new("dashboard: resident memory when full", "MiB") { Must = new(AtLeast: false, 200) };

    public string Name => "telemetry";

    public string Question => "Traces, metrics and logs on and off at 20 requests under way; spans that the dashboard takes in on one core, and its memory when every store is full.";

    public IReadOnlyList<Figure> Figures { get; } = [s_digits, s_resnet, s_away, s_awayMemory, s_ingest, s_full];

    public async Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        if (s_digits.Missing is null)
        {
            await CostAsync(context, cancellationToken);
            context.Line();
        }

        await IngestAsync(context, cancellationToken);
    }

    private static async Task CostAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        ServingPath.WriteModels(folder);
        var ports = FreePort.Take(2);
        using var dashboard = await Server.DashboardAsync(ports[0], ports[1], core: null, cancellationToken);
        using var observed = await ServingPath.StartAsync(folder, SendTo(ports[1]), cancellationToken);
        using var plain = await ServingPath.StartAsync(folder, new Dictionary<string, string>(), cancellationToken);
        using var away = await ServingPath.StartAsync(folder, SendTo(FreePort.Take()), cancellationToken);
        context.Line($"| model, round | without, per second | with, per second | receiver away, per second | the dashboard's CPU, % of a core |");
        context.Line($"|---|---|---|---|---|");
        foreach (var (figure, model) in new[] { (s_digits, "digits"), (s_resnet, "resnet") })
        {
            var wrk = new Wrk(Connections, Path.Combine(Checkout.Root, "tests", "Benchmarks", "Forwarding", "post.lua"))
            {
                Environment = new Dictionary<string, string> { ["BODY"] = folder.Write($"{model}.json", RequestBody.For(model).Span) },
            };
            Task<WrkResult> AskAsync(ServingPath path, double seconds) =>
                wrk.RunAsync(new Uri(path.Consumer.Address, $"/v1/models/{model}:predict"), context.Seconds(seconds), cancellationToken);

            context.Now($"warming up, {model}");
            await AskAsync(plain, WarmUpSeconds);
            await AskAsync(observed, WarmUpSeconds);
            await AskAsync(away, WarmUpSeconds);
            List<double> with = [], without = [], alone = [];
            for (var round = 1; round <= context.Rounds; round++)
            {
                var busy = 0.0;
                Func<Task>[] windows =
                [
                    async () => without.Add((await AskAsync(plain, WindowSeconds)).PerSecond),
                    async () =>
                    {
                        var (cpu, start) = (dashboard.Cpu, context.Time.GetTimestamp());
                        with.Add((await AskAsync(observed, WindowSeconds)).PerSecond);
                        busy = (dashboard.Cpu - cpu) / context.Time.GetElapsedTime(start);
                    },
                    async () => alone.Add((await AskAsync(away, WindowSeconds)).PerSecond),
                ];

                // Each begins a round in its turn: what drifts within a round would otherwise always fall on the same one.
                for (var i = 0; i < windows.Length; i++)
                {
                    await windows[(round + i) % windows.Length]();
                }

                context.Line($"| {model} {round} | {without[^1]:0.0} | {with[^1]:0.0} | {alone[^1]:0.0} | {100 * busy:0} |");
            }

            context.Measured(figure, with, without);
            if (figure == s_digits)
            {
                context.Measured(s_away, alone, without);
                context.Measured(s_awayMemory, (double)away.Consumer.Read().Resident / plain.Consumer.Read().Resident);
            }
        }
    }

    private static async Task IngestAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        var ports = FreePort.Take(2);
        using var dashboard = await Server.DashboardAsync(ports[0], ports[1], Core, cancellationToken);
        using var sender = new OtlpSender(ports[1]);
        var now = (ulong)context.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        var batches = 0;
        context.Now("warming up the dashboard");
        await SendSpansAsync(WarmUpSeconds);
        context.Line($"| round | spans per second of processor time | spans per second |");
        context.Line($"|---|---|---|");
        List<double> rates = [];
        for (var round = 1; round <= context.Rounds; round++)
        {
            var (before, cpu, start) = (batches, dashboard.Cpu, context.Time.GetTimestamp());
            await SendSpansAsync(WindowSeconds);
            var spans = (batches - before) * OtlpBatch.Spans;
            rates.Add(spans / (dashboard.Cpu - cpu).TotalSeconds);
            context.Line($"| {round} | {rates[^1]:0} | {spans / context.Time.GetElapsedTime(start).TotalSeconds:0} |");
        }

        context.Measured(s_ingest, rates);
        context.Now("filling every store");
        await FillAsync(sender, now, cancellationToken);
        context.Measured(s_full, ProcFile.Mebibytes(dashboard.Read().Resident));

        async Task SendSpansAsync(double seconds)
        {
            var start = context.Time.GetTimestamp();
            while (context.Time.GetElapsedTime(start) < context.Seconds(seconds))
            {
                await sender.SendAsync(OtlpSender.TraceMethod, OtlpBatch.OfSpans(++batches, now), cancellationToken);
            }
        }
    }

    /// <summary>More than each store keeps: 10,000 traces, 10,000 log records, and points beyond the memory for them.</summary>
    private static async Task FillAsync(OtlpSender sender, ulong now, CancellationToken cancellationToken)
    {
        const int Batches = 200, Logs = 12_000, LogsAtOnce = 500, Instruments = 40, Series = 500, Moments = 80;
        for (var i = 0; i < Batches; i++)
        {
            await sender.SendAsync(OtlpSender.TraceMethod, OtlpBatch.OfSpans(1_000_000 + i, now), cancellationToken);
        }

        var logs = OtlpBatch.OfLogs(LogsAtOnce, now);
        for (var sent = 0; sent < Logs; sent += LogsAtOnce)
        {
            await sender.SendAsync(OtlpSender.LogMethod, logs, cancellationToken);
        }

        for (var moment = 0; moment < Moments; moment++)
        {
            for (var instrument = 0; instrument < Instruments; instrument++)
            {
                await sender.SendAsync(OtlpSender.MetricMethod, OtlpBatch.OfPoints(instrument, Series, moment, now + ((ulong)moment * 1_000_000_000)), cancellationToken);
            }
        }
    }

    /// <summary>What the AppHost tells its processes in development.</summary>
    private static Dictionary<string, string> SendTo(int port) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = FormattableString.Invariant($"http://127.0.0.1:{port}"),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
        ["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based",
        ["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory",
    };
}
