using Rollcall.Experiments.Sampling;

namespace Rollcall.Experiments.Reporting;

/// <summary>What a process used during a load.</summary>
internal sealed record TrialUsage(Trial Trial, ProcessUsage Usage);
