namespace Benchmarks;

/// <summary>What to run.</summary>
/// <param name="Suites">The suites, in their order.</param>
/// <param name="Output">Folder of JSON and Markdown; null for none.</param>
/// <param name="Quick">The short form.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<ISuite> Suites, string? Output, bool Quick);
