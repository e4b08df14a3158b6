namespace Embedded.TensorFlowServing.Lifecycle;

/// <summary>Which version a request means: the latest when both are null.</summary>
internal readonly record struct VersionChoice(long? Version, string? Label)
{
    /// <summary>The highest loaded version.</summary>
    public static VersionChoice Latest => default;
}
