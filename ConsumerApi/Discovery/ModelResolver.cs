using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;

namespace ConsumerApi.Discovery;

/// <summary>
/// Resolves every name of every model of the catalog. A name that cannot be resolved keeps what it last resolved to: a fault of the
/// way to the registry must not take nodes out of the table.
/// </summary>
internal sealed partial class ModelResolver(IEndpointSource source, ILogger<ModelResolver> logger)
{
    private readonly Dictionary<string, ImmutableArray<DiscoveredEndpoint>> _lastKnown = [];
    private readonly HashSet<string> _failing = [];

    /// <summary>Resolves <paramref name="models"/> and adds the change token of each name to <paramref name="tokens"/>.</summary>
    public async Task<ImmutableArray<DiscoveredModel>> ResolveAsync(
        ImmutableArray<CatalogModel> models, List<IChangeToken> tokens, CancellationToken cancellationToken)
    {
        var resolved = ImmutableArray.CreateBuilder<DiscoveredModel>(models.Length);
        HashSet<string> names = [];
        foreach (var model in models)
        {
            var versions = ImmutableSortedDictionary.CreateBuilder<long, ImmutableArray<DiscoveredEndpoint>>();
            var labels = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<DiscoveredEndpoint>>(StringComparer.Ordinal);
            foreach (var version in model.Versions)
            {
                AddIfServed(versions, version, await ResolveAsync($"http://_v{version}.{model.DiscoveryName}", tokens, names, cancellationToken));
            }

            foreach (var label in model.Labels)
            {
                AddIfServed(labels, label, await ResolveAsync($"http://_{label}.{model.DiscoveryName}", tokens, names, cancellationToken));
            }

            var any = await ResolveAsync($"http://{model.DiscoveryName}", tokens, names, cancellationToken);
            resolved.Add(new DiscoveredModel(model.Name, any, versions.ToImmutable(), labels.ToImmutable()));
        }

        Forget(names);
        return resolved.MoveToImmutable();
    }

    private static void AddIfServed<TKey>(
        ImmutableSortedDictionary<TKey, ImmutableArray<DiscoveredEndpoint>>.Builder routes, TKey key, ImmutableArray<DiscoveredEndpoint> endpoints)
        where TKey : notnull
    {
        if (!endpoints.IsEmpty)
        {
            routes[key] = endpoints;
        }
    }

    private async ValueTask<ImmutableArray<DiscoveredEndpoint>> ResolveAsync(
        string name, List<IChangeToken> tokens, HashSet<string> names, CancellationToken cancellationToken)
    {
        names.Add(name);
        try
        {
            var found = await source.ResolveAsync(name, cancellationToken);
            tokens.Add(found.ChangeToken);
            _lastKnown[name] = found.Endpoints;
            if (_failing.Remove(name))
            {
                Log.Resolved(logger, name);
            }

            return found.Endpoints;
        }
#pragma warning disable CA1031 // A provider may throw anything; whatever it is, the last known nodes are the better answer.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (_failing.Add(name))
            {
                Log.ResolveFailed(logger, name, e);
            }

            return _lastKnown.GetValueOrDefault(name, []);
        }
    }

    private void Forget(HashSet<string> names)
    {
        foreach (var name in _lastKnown.Keys.Where(n => !names.Contains(n)).ToList())
        {
            _lastKnown.Remove(name);
        }

        _failing.IntersectWith(names);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3100, Level = LogLevel.Warning, EventName = "ResolveFailed",
            Message = "{Name} cannot be resolved; its last known nodes stay in use")]
        public static partial void ResolveFailed(ILogger logger, string name, Exception exception);

        [LoggerMessage(EventId = 3101, Level = LogLevel.Information, EventName = "Resolved", Message = "{Name} is resolved again")]
        public static partial void Resolved(ILogger logger, string name);
    }
}
