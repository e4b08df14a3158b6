using System.Globalization;
using Benchmarks.Anchors;
using Benchmarks.Results;
using Benchmarks.Running;
using Rollcall.Tests;

namespace Benchmarks.Forwarding;

/// <summary>The consumer as a hop: the same requests through it and through nginx to the same three backends, turn by turn.</summary>
internal sealed class ForwardingSuite : ISuite
{
    /// <summary>Requests under way, as in the paper's largest load.</summary>
    private const int Connections = 20;

    /// <summary>The consumer's code is compiled again while it is hot; before that it is a third slower.</summary>
    private const double WarmUpSeconds = 10;

    private const double WindowSeconds = 5;

    private static readonly Size s_small = new("small bodies", "digits", new Goal(AtLeast: true, 0.8), new Goal(AtLeast: false, 1.5));
    private static readonly Size s_large = new("1 MB bodies", "resnet", null, null);

    public string Name => "forwarding";

    public string Question => "The consumer as a hop beside nginx in front of the same three backends: 20 requests under way, one worker each side.";

    public IReadOnlyList<Figure> Figures { get; } = [.. s_small.Figures, .. s_large.Figures];

    public async Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var paths = await Paths.StartAsync(folder, cancellationToken);
        await CompareAsync(context, folder, paths, s_small, cancellationToken);
        context.Line();
        await CompareAsync(context, folder, paths, s_large, cancellationToken);
    }

    private static async Task CompareAsync(SuiteContext context, TemporaryFolder folder, Paths paths, Size size, CancellationToken cancellationToken)
    {
        var wrk = new Wrk(Connections, Path.Combine(Checkout.Root, "tests", "Benchmarks", "Forwarding", "post.lua"))
        {
            Environment = new Dictionary<string, string> { ["BODY"] = folder.Write($"{size.Model}.json", RequestBody.For(size.Model).Span) },
        };
        context.Now($"warming up, {size.Name}");
        await HopAsync(paths.Consumer, WarmUpSeconds);
        await HopAsync(paths.Nginx, WarmUpSeconds / 2);

        context.Line($"| {size.Name}, round | nginx: per second | CPU, µs | p50, ms | p99, ms | consumer: per second | CPU, µs | p50, ms | p99, ms |");
        context.Line($"|---|---|---|---|---|---|---|---|---|");
        List<Hop> nginx = [], consumer = [];
        for (var round = 1; round <= context.Rounds; round++)
        {
            // The order changes from round to round: who comes second must not always be the same.
            if (round % 2 == 0)
            {
                consumer.Add(await HopAsync(paths.Consumer, WindowSeconds));
            }

            nginx.Add(await HopAsync(paths.Nginx, WindowSeconds));
            if (round % 2 == 1)
            {
                consumer.Add(await HopAsync(paths.Consumer, WindowSeconds));
            }

            context.Line($"| {round} | {nginx[^1]} | {consumer[^1]} |");
        }

        context.Measured(size.Rate, [.. consumer.Select(hop => hop.PerSecond)], [.. nginx.Select(hop => hop.PerSecond)]);
        context.Measured(size.Cpu, [.. consumer.Select(hop => hop.Cpu)], [.. nginx.Select(hop => hop.Cpu)]);
        context.Measured(size.CpuOfOurs, [.. consumer.Select(hop => hop.Cpu)]);
        context.Measured(size.P50, [.. consumer.Select(hop => hop.P50)], [.. nginx.Select(hop => hop.P50)]);
        context.Measured(size.P99, [.. consumer.Select(hop => hop.P99)], [.. nginx.Select(hop => hop.P99)]);

        async Task<Hop> HopAsync(Server server, double seconds)
        {
            var before = server.Cpu;
            var result = await wrk.RunAsync(new Uri(server.Address, $"/v1/models/{Paths.Model}:predict"), context.Seconds(seconds), cancellationToken);
            return new(result.PerSecond, (server.Cpu - before).TotalMicroseconds / result.Requests, result.P50.TotalMilliseconds, result.P99.TotalMilliseconds);
        }
    }

    /// <summary>One turn of one side.</summary>
    private sealed record Hop(double PerSecond, double Cpu, double P50, double P99)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:0} | {Cpu:0.0} | {P50:0.00} | {P99:0.00}");
    }

    /// <summary>A size of bodies, and the figures of it.</summary>
    private sealed record Size(string Name, string Model, Goal? RateAim, Goal? CpuAim)
    {
        private static readonly Anchor[] s_anchors = [Anchor.Nginx, Anchor.Wrk];

        public Figure Rate { get; } = new($"{Name}: requests per second ÷ nginx") { Aim = RateAim, Anchors = s_anchors };

        public Figure Cpu { get; } = new($"{Name}: CPU per request ÷ nginx") { Aim = CpuAim, Anchors = s_anchors };

        public Figure CpuOfOurs { get; } = new($"{Name}: CPU per request", "µs") { Anchors = s_anchors };

        public Figure P50 { get; } = new($"{Name}: p50 ÷ nginx") { Anchors = s_anchors };

        public Figure P99 { get; } = new($"{Name}: p99 ÷ nginx") { Anchors = s_anchors };

        public IReadOnlyList<Figure> Figures => [Rate, Cpu, CpuOfOurs, P50, P99];
    }
}
