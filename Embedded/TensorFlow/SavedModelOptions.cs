namespace Embedded.TensorFlow;

/// <summary>How a model is loaded and run.</summary>
public sealed record SavedModelOptions
{
    /// <summary>The exact tag set of the meta graph to load.</summary>
    /// <value>Default: <c>serve</c>.</value>
    public IReadOnlyList<string> Tags { get; init; } = ["serve"];

    /// <summary>Threads that one run may use inside an operation; 0 means one per core.</summary>
    /// <value>Default: 0.</value>
    public int IntraOpParallelism { get; init; }
}
