using System.Collections.Immutable;
using ConsumerApi.Discovery;
using Microsoft.Extensions.Primitives;

namespace ConsumerApi.Tests.Fakes;

/// <summary>A registry in memory: catalog and endpoints that tests set, with live change tokens.</summary>
internal sealed class FakeDiscovery : IModelCatalog, IEndpointSource, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ImmutableArray<DiscoveredEndpoint>> _names = [];
    private ImmutableArray<CatalogModel> _models = [];
    private CancellationTokenSource _changed = new();
    private bool _isRead;

    /// <summary>Set to let every resolution fail.</summary>
    public Exception? Fault { get; set; }

    public DateTimeOffset? AwaySince { get; set; }

    public CatalogSnapshot Current
    {
        get
        {
            lock (_lock)
            {
                return new CatalogSnapshot(_isRead, AwaySince, _models, new CancellationChangeToken(_changed.Token));
            }
        }
    }

    public ValueTask<DiscoveredEndpoints> ResolveAsync(string serviceName, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Fault is { } fault
                ? ValueTask.FromException<DiscoveredEndpoints>(fault)
                : ValueTask.FromResult(new DiscoveredEndpoints(_names.GetValueOrDefault(serviceName, []), new CancellationChangeToken(_changed.Token)));
        }
    }

    /// <summary>Lists a model: its versions with their nodes, and labels that name a version.</summary>
    public FakeDiscovery Set(string model, params (long Version, DiscoveredEndpoint[] Nodes)[] versions) => Set(model, [], versions);

    public FakeDiscovery Set(string model, (string Label, long Version)[] labels, params (long Version, DiscoveredEndpoint[] Nodes)[] versions)
    {
        var name = model.ToLowerInvariant();
        lock (_lock)
        {
            _isRead = true;
            _models = [.. _models.Where(m => m.Name != model), new CatalogModel(model, name, [.. versions.Select(v => v.Version)], [.. labels.Select(l => l.Label)])];
            _names[$"http://{name}"] = [.. versions.SelectMany(v => v.Nodes).DistinctBy(n => n.Node)];
            foreach (var (version, nodes) in versions)
            {
                _names[$"http://_v{version}.{name}"] = [.. nodes];
            }

            foreach (var (label, version) in labels)
            {
                _names[$"http://_{label}.{name}"] = _names[$"http://_v{version}.{name}"];
            }
        }

        return Changed();
    }

    /// <summary>The registry has been read and is empty.</summary>
    public FakeDiscovery SetEmpty()
    {
        lock (_lock)
        {
            _isRead = true;
            _models = [];
            _names.Clear();
        }

        return Changed();
    }

    public void Dispose() => _changed.Dispose();

    private FakeDiscovery Changed()
    {
        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
        return this;
    }
}
