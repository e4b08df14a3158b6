namespace Rollcall.Experiments.Reporting;

/// <summary>What one load was: everything that has to be the same for two measurements to be repetitions of each other, and the round.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Model">Model that was asked.</param>
/// <param name="Configuration">What was compared, e.g. <c>agent</c> and <c>no-agent</c>.</param>
/// <param name="Load"><c>closed</c> or <c>open</c>.</param>
/// <param name="Level">Clients of a closed loop; requests per second of an open one.</param>
/// <param name="Round">From 1.</param>
internal sealed record Trial(string Scenario, string Model, string Configuration, string Load, double Level, int Round)
{
    /// <summary>Scenario of loads before a scenario's first round; their configuration begins with its name.</summary>
    public const string WarmUp = "warm-up";

    /// <summary>Whether the load belongs to a scenario, as one of its own or of its warm-up.</summary>
    public bool IsOf(string scenario) => Scenario == scenario || (Scenario == WarmUp && Configuration.StartsWith($"{scenario},", StringComparison.Ordinal));
}
