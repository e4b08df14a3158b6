namespace Benchmarks.Results;

/// <summary>What a suite found.</summary>
/// <param name="Name">The suite.</param>
/// <param name="Question">What it measures.</param>
/// <param name="Took">How long it ran.</param>
/// <param name="Rows">A row for every figure, in the suite's order.</param>
/// <param name="Details">Markdown: what lies behind the rows.</param>
internal sealed record SuiteResult(string Name, string Question, TimeSpan Took, IReadOnlyList<Row> Rows, string Details);
