using System.Collections.Concurrent;
using Embedded.TensorFlow.Format.Bundle;

namespace Embedded.TensorFlow.Execution;

/// <summary>What all kernels of one run share.</summary>
internal sealed class RunState(ResourceStore resources, bool isLoading, CancellationToken ct) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<BundleReader>> _checkpoints = new(StringComparer.Ordinal);

    /// <summary>Variables and tables of the model.</summary>
    public ResourceStore Resources { get; } = resources;

    /// <summary>The model is being loaded: values that were just read may be kept without a copy.</summary>
    public bool IsLoading { get; } = isLoading;

    /// <summary>Ends the run.</summary>
    public CancellationToken CancellationToken { get; } = ct;

    /// <summary>A checkpoint, opened once a run: TF1 savers restore each variable by an op of its own.</summary>
    public BundleReader Checkpoint(string prefix) =>
        _checkpoints.GetOrAdd(prefix, p => new Lazy<BundleReader>(() => BundleReader.Open(p))).Value;

    public void Dispose()
    {
        foreach (var checkpoint in _checkpoints.Values)
        {
            if (checkpoint.IsValueCreated)
            {
                checkpoint.Value.Dispose();
            }
        }
    }
}
