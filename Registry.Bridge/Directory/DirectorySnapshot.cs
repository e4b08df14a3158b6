using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace Registry.Bridge;

/// <summary>Everything routable at one moment. Immutable but for its change token, which fires when it has been replaced.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without timer or link has nothing to release, and readers may hold the token for as long as they like.")]
public sealed class DirectorySnapshot
{
    private readonly FrozenDictionary<string, ModelEntry> _byDiscoveryName;
    private readonly CancellationTokenSource _replaced = new();

    internal DirectorySnapshot(ImmutableArray<ModelEntry> models, RegistryStatus registry)
    {
        Models = models;
        Registry = registry;
        _byDiscoveryName = models.ToFrozenDictionary(m => m.DiscoveryName, StringComparer.Ordinal);
    }

    /// <summary>The models, ordered by name.</summary>
    public ImmutableArray<ModelEntry> Models { get; }

    /// <summary>The registry's state when the snapshot was taken.</summary>
    public RegistryStatus Registry { get; }

    /// <summary>Fires when there is a newer snapshot; each snapshot has its own.</summary>
    public IChangeToken ChangeToken => new CancellationChangeToken(_replaced.Token);

    /// <summary>The model with this host name.</summary>
    /// <param name="discoveryName">Lower case; see <see cref="ModelIdentity.DiscoveryNameOf"/>.</param>
    public ModelEntry? Find(string discoveryName) => _byDiscoveryName.GetValueOrDefault(discoveryName);

    /// <summary>The model with exactly this name.</summary>
    /// <param name="model">As TensorFlow Serving has it.</param>
    public ModelEntry? FindModel(string model) =>
        ModelIdentity.TryValidate(model, out _) && Find(ModelIdentity.DiscoveryNameOf(model)) is { } entry && entry.Name == model ? entry : null;

    internal Task SignalReplacedAsync() => _replaced.CancelAsync();

    internal bool SameModels(ImmutableArray<ModelEntry> models) => Models.SequenceEqual(models);
}
