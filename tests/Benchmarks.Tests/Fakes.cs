using Benchmarks.Anchors;
using Benchmarks.Results;
using Rollcall.Tests;

namespace Benchmarks.Tests;

/// <summary>Suites and results that nobody measured.</summary>
internal static class Fakes
{
    public static Anchor MissingAnchor { get; } = new("frobnicator", ["/nonexistent/frobnicator"]);

    public static MachineFacts Machine { get; } = new("Some processor", 2, 24, "Linux", ".NET 10", 0.5, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static Goal AtMost(double bound) => new(AtLeast: false, bound);

    public static Goal AtLeast(double bound) => new(AtLeast: true, bound);

    public static Row Row(Figure figure, double value) => new(figure, new Interval(value, value, value));

    public static BenchmarkResult Result(params Row[] rows)
        => new(Machine, Quick: false, [new SuiteResult("speed", "How fast it is.", TimeSpan.FromSeconds(12.34), rows, "| round |\n|---|\n| 1 |\n")]);
}
