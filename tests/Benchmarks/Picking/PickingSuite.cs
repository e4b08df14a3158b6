using System.Collections.Immutable;
using Benchmarks.Results;
using ConsumerApi;
using ConsumerApi.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rollcall.Tests;

namespace Benchmarks.Picking;

/// <summary>What choosing a node costs a request, without the request.</summary>
internal sealed class PickingSuite : ISuite
{
    /// <summary>Picks in one timed action, so that the loop and the delegate do not count.</summary>
    private const int Picks = 1000;

    private static readonly int[] s_sizes = [3, 100];

    private readonly Lazy<IReadOnlyList<Case>> _cases = new(() => [.. Pickers().SelectMany(picker => s_sizes.Select(size => new Case(picker, size)))]);

    public string Name => "picking";

    public string Question => "Time and allocation of one pick, for every balancing policy of the consumer.";

    public IReadOnlyList<Figure> Figures => [.. _cases.Value.SelectMany(one => new[] { one.Time, one.Bytes })];

    public Task RunAsync(SuiteContext context, CancellationToken cancellationToken)
    {
        context.Line($"| policy | nodes | best, ns | median, ns | bytes |");
        context.Line($"|---|---|---|---|---|");
        foreach (var one in _cases.Value)
        {
            var route = Route(one.Nodes);
            void Run()
            {
                for (var i = 0; i < Picks; i++)
                {
                    one.Picker.Pick(route, default);
                }
            }

            // Runs long enough for the compiler's last tier before anything counts.
            Measure.Seconds(Run, runs: 5, minimumSeconds: 0.1);
            var (best, median) = Measure.Seconds(Run);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Picks;
            context.Measured(one.Time, median / Picks * 1e9);
            context.Measured(one.Bytes, bytes);
            context.Line($"| {one.Picker.Name} | {one.Nodes} | {best / Picks * 1e9:0.0} | {median / Picks * 1e9:0.0} | {bytes:0.##} |");
        }

        return Task.CompletedTask;
    }

    /// <summary>Every policy that the consumer has, made as the consumer makes them.</summary>
    private static IReadOnlyList<IPicker> Pickers()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddModelDiscovery().AddRouting();
        return [.. builder.Build().Services.GetServices<IPicker>().OrderBy(picker => picker.Name, StringComparer.Ordinal)];
    }

    private static ModelRoute Route(int nodes)
    {
        var key = new RouteKey("model");
        ImmutableArray<Target> targets =
            [.. Enumerable.Range(1, nodes).Select(i => new Target(key, new NodeState($"node-{i}", new Uri($"http://127.0.0.1:{8000 + i}")), version: 1, weight: 1, healthy: true))];
        return new ModelRoute(key, targets, new RouteCursor(0));
    }

    private sealed record Case(IPicker Picker, int Nodes)
    {
        public Figure Time { get; } = new($"{Picker.Name}, {Nodes} nodes: time", "ns") { Aim = new Goal(AtLeast: false, 100) };

        public Figure Bytes { get; } = new($"{Picker.Name}, {Nodes} nodes: allocated", "B") { Must = new Goal(AtLeast: false, 0) };
    }
}
