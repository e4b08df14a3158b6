using Rollcall.Tests;

namespace Benchmarks.Results;

/// <summary>What a run of the command found.</summary>
/// <param name="Machine">Where and when.</param>
/// <param name="Quick">Whether it was the short form, whose figures nobody should quote.</param>
/// <param name="Suites">The suites that ran.</param>
internal sealed record BenchmarkResult(MachineFacts Machine, bool Quick, IReadOnlyList<SuiteResult> Suites)
{
    public bool Holds => Suites.SelectMany(suite => suite.Rows).All(row => row.Holds);
}
