using System.Collections.Immutable;
using ConsumerApi.Routing;

namespace ConsumerApi.Tests.Routing;

/// <summary>Routes for the pure tests.</summary>
internal static class Routes
{
    public static ModelRoute Of(params (string Node, double Weight, bool Healthy)[] targets) => At(0, targets);

    public static ModelRoute At(uint start, params (string Node, double Weight, bool Healthy)[] targets)
    {
        var key = new RouteKey("m");
        ImmutableArray<Target> made = [.. targets.Select((t, i) => new Target(key, new NodeState(t.Node, new Uri($"http://127.0.0.1:{1000 + i}")), 1, t.Weight, t.Healthy))];
        return new ModelRoute(key, made, new RouteCursor(start));
    }

    public static NodeState Node(this ModelRoute route, string name) => route.Targets.Single(t => t.Node.Name == name).Node;

    public static Dictionary<string, int> Count(this IPicker picker, ModelRoute route, int picks) =>
        Enumerable.Range(0, picks).Select(_ => picker.Pick(route, default)!.Node.Name).CountBy(n => n).ToDictionary();
}
