using Aspire.Dashboard.Ingestion;
using Aspire.Dashboard.Pages;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Storage.Metrics;
using Aspire.Dashboard.Wire;
using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Tests.Wire;

/// <summary>Broken requests are refused, and what is not refused can be stored and shown.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 4_000;

    [Theory]
    [MemberData(nameof(OtlpJsonTests.Requests), MemberType = typeof(OtlpJsonTests))]
    public void Mutated_request_is_refused_or_kept_but_breaks_nothing(string signal, string json)
    {
        var limits = new TelemetryLimits();
        var resources = new TelemetryResources(limits);
        var (traces, logs, metrics) = (new TraceStore(limits), new LogStore(limits), new MetricStore(limits));
        var walk = new RequestWalk(resources, limits);
        ISignal target = signal switch { "traces" => new TraceSignal(walk, traces, limits), "logs" => new LogSignal(walk, logs, limits), _ => new MetricSignal(walk, metrics) };
        var views = new PageViews(resources, traces, logs, metrics, TimeProvider.System);
        var original = Otlp.Protobuf(json, target.Schema);
        var random = new Random(20_251);
        var (refused, kept) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var message = Mutate(original, random);
            try
            {
                OtlpValidator.Check(message, target.Schema);
            }
            catch (OtlpFormatException)
            {
                refused++;
                continue;
            }

            kept++;
            target.Store(message);
            OtlpJsonTests.Json(message, target.Schema);
        }

        Show(views, traces);
        refused.ShouldBeGreaterThan(Rounds / 10);
        kept.ShouldBeGreaterThan(Rounds / 10);
    }

    private static void Show(PageViews views, TraceStore traces)
    {
        views.Traces(new(null, "a=b", false, 0, [], 10_000));
        views.Logs(new(null, "x", LogLevel.Trace, null, null, 10_000));
        foreach (var trace in traces.Newest())
        {
            views.Trace(trace.Id).ShouldNotBeNull();
        }

        foreach (var meter in views.Meters())
        {
            foreach (var instrument in meter.Instruments)
            {
                views.Metric(new(meter.Resource, meter.Name, instrument.Name, 300, new Dictionary<string, string[]>()));
            }
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var message = original.ToArray();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            switch (random.Next(3))
            {
                case 0:
                    message[random.Next(message.Length)] = (byte)random.Next(256);
                    break;
                case 1:
                    message[random.Next(message.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    message = random.Next(4) == 0 ? message[..random.Next(1, message.Length)] : message;
                    break;
            }
        }

        return message;
    }
}
