namespace Rollcall.Experiments.Reporting;

/// <summary>One observed quantity that is not a load, such as a time to route.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Name">What was observed.</param>
/// <param name="Round">From 1.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Observation(string Scenario, string Name, int Round, double Value, string Unit);
