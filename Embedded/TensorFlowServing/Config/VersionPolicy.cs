namespace Embedded.TensorFlowServing.Config;

/// <summary>Which versions of a model on disk are to be served.</summary>
internal abstract record VersionPolicy
{
    /// <summary>The highest <paramref name="Count"/> versions.</summary>
    public sealed record Latest(int Count) : VersionPolicy;

    /// <summary>Every version.</summary>
    public sealed record All : VersionPolicy;

    /// <summary>The listed versions, as far as they exist.</summary>
    public sealed record Specific(IReadOnlySet<long> Versions) : VersionPolicy;
}
