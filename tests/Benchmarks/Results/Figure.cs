using Benchmarks.Anchors;
using Rollcall.Tests;

namespace Benchmarks.Results;

/// <summary>A number that a suite measures.</summary>
/// <param name="Name">Unique within the suite.</param>
/// <param name="Unit">Empty for ratios.</param>
internal sealed record Figure(string Name, string Unit = "")
{
    /// <summary>What has to hold; the command fails otherwise.</summary>
    public Goal? Must { get; init; }

    /// <summary>What is wished for.</summary>
    public Goal? Aim { get; init; }

    /// <summary>Programs that it is measured with or beside.</summary>
    public IReadOnlyList<Anchor> Anchors { get; init; } = [];

    /// <summary>Why it cannot be measured here; null when it can.</summary>
    public string? Missing => Anchors.FirstOrDefault(anchor => anchor.Path is null)?.Missing;
}
