using System.Globalization;
using Benchmarks.Anchors;
using Benchmarks.Results;
using Benchmarks.Running;
using Rollcall.Tests;

namespace Benchmarks.RegistryLoad;

/// <summary>The registry on one core, beside nginx answering a constant on the same core; the load comes from the other.</summary>
internal sealed class RegistrySuite : ISuite
{
    private const int Core = 0, GeneratorCore = 1, Connections = 32;
    private const double WindowSeconds = 4;

    private static readonly Anchor[] s_anchors = [Anchor.Nginx, Anchor.Wrk];
    private static readonly Goal s_share = new(AtLeast: true, 0.35);

    private static readonly Load[] s_loads =
    [
        new("register", new("register ÷ nginx") { Must = s_share, Anchors = s_anchors }, new("register", "per second") { Anchors = s_anchors }),
        new("beat", new("beat ÷ nginx") { Must = s_share, Anchors = s_anchors }, new("beat", "per second") { Anchors = s_anchors }),
        new("list", new("list of 10 hosts ÷ nginx") { Anchors = s_anchors }, new("list of 10 hosts", "per second") { Anchors = s_anchors }),
    ];

    private static readonly Figure s_empty = new("resident memory, empty", "MB");
    private static readonly Figure s_full = new("resident memory, 10,000 instances in 1,000 services", "MB");
    private static readonly Figure s_start = new("CPU from start to the first answer", "s");

    public string Name => "registry";

    public string Question => "Registrations, beats and lists per second on one core, as a share of what nginx answers there with `return 200`.";

    public IReadOnlyList<Figure> Figures { get; } = [.. s_loads.SelectMany(load => new[] { load.Ratio, load.Rate }), s_empty, s_full, s_start];

    public async Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        if (s_loads.All(load => load.Ratio.Missing is null) && Environment.ProcessorCount > GeneratorCore)
        {
            await RatesAsync(context, folder, cancellationToken);
        }

        await MemoryAsync(context, folder, cancellationToken);
    }

    private static async Task RatesAsync(SuiteContext context, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var port = FreePort.Take();
        var http = string.Create(CultureInfo.InvariantCulture, $$"""server { listen 127.0.0.1:{{port}}; location / { default_type text/plain; return 200 "ok"; } }""");
        using var nginx = await Server.NginxAsync(Path.Combine(folder.Path, "nginx"), http, port, Core, cancellationToken);
        using var registry = await Server.RegistryAsync(folder.Path, Core, cancellationToken);
        var script = Path.Combine(Checkout.Root, "tests", "Benchmarks", "RegistryLoad", "load.lua");
        Task<WrkResult> AskAsync(Load load, double seconds)
        {
            var wrk = new Wrk(Connections, script, GeneratorCore) { Environment = new Dictionary<string, string> { ["KIND"] = load.Kind } };
            return wrk.RunAsync(registry.Address, context.Seconds(seconds), cancellationToken);
        }

        context.Now("warming up");
        foreach (var load in s_loads)
        {
            await AskAsync(load, 2 * WindowSeconds);
        }

        context.Line($"| round | nginx, per second | {string.Join(" | ", s_loads.Select(load => load.Kind))} |");
        context.Line($"|---|---|{string.Concat(s_loads.Select(_ => "---|"))}");
        List<double> anchor = [];
        var rates = s_loads.ToDictionary(load => load, _ => new List<double>());
        for (var round = 1; round <= context.Rounds; round++)
        {
            anchor.Add((await new Wrk(Connections, Core: GeneratorCore).RunAsync(nginx.Address, context.Seconds(WindowSeconds), cancellationToken)).PerSecond);
            foreach (var load in s_loads)
            {
                rates[load].Add((await AskAsync(load, WindowSeconds)).PerSecond);
            }

            context.Line($"| {round} | {anchor[^1]:0} | {string.Join(" | ", s_loads.Select(load => rates[load][^1].ToString("0", CultureInfo.InvariantCulture)))} |");
        }

        foreach (var load in s_loads)
        {
            context.Measured(load.Ratio, rates[load], anchor);
            context.Measured(load.Rate, rates[load]);
        }
    }

    /// <summary>In a process of its own: what a load leaves behind is not what instances need.</summary>
    private static async Task MemoryAsync(SuiteContext context, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        context.Now("10,000 instances");
        using var registry = await Server.RegistryAsync(folder.Path, core: null, cancellationToken);
        context.Measured(s_start, registry.Cpu.TotalSeconds);
        context.Measured(s_empty, registry.Read().Resident / 1e6);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = registry.Address };
        for (var i = 0; i < 10_000; i++)
        {
            var metadata = Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $$"""{"model":"resnet","node":"node-{{i}}"}"""));
            var query = string.Create(CultureInfo.InvariantCulture, $"serviceName=svc-{i % 1000}&groupName=g&ip=10.1.{i / 250}.{i % 250}&port=8501&metadata={metadata}");
            using var response = await client.PostAsync(new Uri($"/nacos/v1/ns/instance?{query}", UriKind.Relative), null, cancellationToken);
            response.EnsureSuccessStatusCode();
        }

        for (var i = 0; i < 1000; i++)
        {
            await client.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/nacos/v1/ns/instance/list?serviceName=svc-{i}&groupName=g"), UriKind.Relative), cancellationToken);
        }

        context.Measured(s_full, registry.Read().Resident / 1e6);
    }

    private sealed record Load(string Kind, Figure Ratio, Figure Rate);
}
