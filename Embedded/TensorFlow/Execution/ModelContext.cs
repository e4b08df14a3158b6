using Embedded.TensorFlow.Format;
using Embedded.TensorFlow.Graph.Passes;
using Embedded.TensorFlow.Kernels;

namespace Embedded.TensorFlow.Execution;

/// <summary>What the entry points of one model share.</summary>
internal sealed class ModelContext(MetaGraph metaGraph, SavedModelOptions options) : IDisposable
{
    public MetaGraph MetaGraph { get; } = metaGraph;

    public ResourceStore Resources { get; } = new();

    public FoldingCache Folding { get; } = new();

    public PrepackCache Prepacked { get; } = new();

    /// <summary>Variables that some entry point can assign; known once all of them are imported.</summary>
    public HashSet<string> Assignable { get; } = new(StringComparer.Ordinal);

    public IntraOpPool Pool { get; } = options.IntraOpParallelism > 0 ? new IntraOpPool(options.IntraOpParallelism) : IntraOpPool.Shared;

    /// <summary>Forgets the variables whose values are part of the plans now.</summary>
    public void ReleaseFrozenVariables() => Resources.RemoveWhere<Variable>(v => v.IsInitialized && !Assignable.Contains(v.Name));

    public void Dispose()
    {
        if (Pool != IntraOpPool.Shared)
        {
            Pool.Dispose();
        }
    }
}
