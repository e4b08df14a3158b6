using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;

namespace Registry.Bridge;

/// <summary>
/// The models that the registry knows, live. <see cref="Current"/> is replaced as a whole whenever something changes; while the registry is
/// away it stays as it was last heard. Reading it takes no lock.
/// </summary>
public sealed class ModelDirectory
{
    private readonly TaskCompletionSource _firstAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DirectorySnapshot _current;

    /// <summary>Makes an empty directory that nobody fills yet; a host's background service does.</summary>
    /// <param name="time">The clock.</param>
    public ModelDirectory(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _current = new([], new(RegistryState.Unknown, time.GetUtcNow()));
    }

    /// <summary>What is routable now.</summary>
    public DirectorySnapshot Current => Volatile.Read(ref _current);

    /// <summary>Fires when <see cref="Current"/> has been replaced.</summary>
    public IChangeToken GetChangeToken() => Current.ChangeToken;

    /// <summary>Completes once the registry has been heard for the first time, or has turned out to be away.</summary>
    internal Task FirstAnswer => _firstAnswer.Task;

    /// <summary>Replaces the snapshot if it differs, and tells those who wait for a newer one.</summary>
    /// <returns>True when something changed.</returns>
    internal async ValueTask<bool> PublishAsync(ImmutableArray<ModelEntry> models, RegistryStatus registry)
    {
        var old = Current;
        var changed = !old.SameModels(models) || old.Registry.State != registry.State;
        if (changed)
        {
            Volatile.Write(ref _current, new(models, registry));
        }

        _firstAnswer.TrySetResult();
        if (changed)
        {
            await old.SignalReplacedAsync();
        }

        return changed;
    }
}
