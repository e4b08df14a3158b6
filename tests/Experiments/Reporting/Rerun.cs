using Rollcall.Tests;

namespace Rollcall.Experiments.Reporting;

/// <summary>A scenario that was measured again after the run whose other results stand beside it.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Machine">What it was measured on, and when.</param>
internal sealed record Rerun(string Scenario, MachineFacts Machine);
