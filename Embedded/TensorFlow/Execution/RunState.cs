using System.Collections.Concurrent;
using Embedded.TensorFlow.Format.Bundle;

namespace Embedded.TensorFlow.Execution;

/// <summary>What all kernels of one run share. It serves one run after the other.</summary>
internal sealed class RunState(ResourceStore resources, bool isLoading, CancellationToken ct) : IDisposable
{
    private ConcurrentDictionary<string, Lazy<BundleReader>>? _checkpoints;

    /// <summary>Variables and tables of the model.</summary>
    public ResourceStore Resources { get; } = resources;

    /// <summary>The model is being loaded: values that were just read may be kept without a copy.</summary>
    public bool IsLoading { get; } = isLoading;

    /// <summary>Ends the run.</summary>
    public CancellationToken CancellationToken { get; set; } = ct;

    /// <summary>A checkpoint, opened once a run: TF1 savers restore each variable by an op of its own.</summary>
    public BundleReader Checkpoint(string prefix) =>
        LazyInitializer.EnsureInitialized(ref _checkpoints, () => new(StringComparer.Ordinal)).GetOrAdd(prefix, p => new Lazy<BundleReader>(() => BundleReader.Open(p))).Value;

    /// <summary>Closes what the run has opened.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _checkpoints, null) is not { } opened)
        {
            return;
        }

        foreach (var checkpoint in opened.Values.Where(checkpoint => checkpoint.IsValueCreated))
        {
            checkpoint.Value.Dispose();
        }
    }
}
