using System.Collections.Immutable;
using ConsumerApi.Routing;
using Microsoft.Extensions.Options;

namespace ConsumerApi.Discovery;

/// <summary>
/// Keeps a model's nodes for a moment when the registry suddenly lists none. While every node moves to a new version, the lists of the
/// index, of the old version and of the new one are read at different moments, and together they can say that nobody serves the model;
/// believing it would fail every request until the next look. A model that is really gone is answered for by its former nodes
/// themselves until the grace is over. A list that is merely shorter is believed at once: that is how an operator takes a node offline.
/// </summary>
internal sealed partial class LastKnownModels(IOptions<RoutingOptions> options, TimeProvider time, ILogger<LastKnownModels> logger)
{
    private readonly Dictionary<string, Held> _held = [];

    /// <summary>The models to route to, given what is listed now.</summary>
    /// <param name="listed">Models as resolved now.</param>
    /// <param name="recheckIn">When to ask again because a grace ends, or null.</param>
    public ImmutableArray<DiscoveredModel> Apply(ImmutableArray<DiscoveredModel> listed, out TimeSpan? recheckIn)
    {
        recheckIn = null;
        var routable = ImmutableArray.CreateBuilder<DiscoveredModel>();
        var models = listed.ToDictionary(m => m.Name, StringComparer.Ordinal);
        foreach (var model in listed.Where(m => !m.Any.IsEmpty))
        {
            routable.Add(model);
            _held[model.Name] = new Held(model, EmptySince: null);
        }

        foreach (var (name, held) in _held.Where(h => models.GetValueOrDefault(h.Key) is not { Any.IsEmpty: false }).ToList())
        {
            var since = held.EmptySince ?? time.GetTimestamp();
            var left = options.Value.EmptyGrace - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
            {
                Log.Dropped(logger, name);
                _held.Remove(name);
                continue;
            }

            if (held.EmptySince is null)
            {
                Log.NotListed(logger, name, held.Model.Any.Length, options.Value.EmptyGrace);
            }

            _held[name] = held with { EmptySince = since };
            recheckIn = recheckIn is { } sooner && sooner < left ? sooner : left;
            // A version that is listed already is routable, whatever is missing around it.
            routable.Add(models.GetValueOrDefault(name) is { Versions.Count: > 0 } partly ? held.Model with { Versions = partly.Versions } : held.Model);
        }

        return routable.ToImmutable();
    }

    private sealed record Held(DiscoveredModel Model, long? EmptySince);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3110, Level = LogLevel.Information, EventName = "NotListed",
            Message = "The registry lists no node for {Model} any more; its last {Nodes} nodes stay in use for {Grace}")]
        public static partial void NotListed(ILogger logger, string model, int nodes, TimeSpan grace);

        [LoggerMessage(EventId = 3111, Level = LogLevel.Information, EventName = "Dropped", Message = "{Model} is gone from the registry and no longer routed")]
        public static partial void Dropped(ILogger logger, string model);
    }
}
