namespace Rollcall.Experiments.Reporting;

/// <summary>A scenario that ended before its time.</summary>
/// <param name="Scenario">Its name.</param>
/// <param name="Reason">What was in the way.</param>
internal sealed record Abort(string Scenario, string Reason);
