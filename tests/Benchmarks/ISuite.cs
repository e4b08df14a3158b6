using Benchmarks.Results;

namespace Benchmarks;

/// <summary>A set of measurements that share a set-up. A new one is one class and one line in <see cref="SuiteList"/>.</summary>
internal interface ISuite
{
    /// <summary>What the command line and the files call it.</summary>
    string Name { get; }

    /// <summary>What it measures, in one sentence.</summary>
    string Question { get; }

    /// <summary>Every figure it can give. One that is not measured, for whatever reason, is reported as such.</summary>
    IReadOnlyList<Figure> Figures { get; }

    /// <summary>Measures the figures that are not <see cref="Figure.Missing"/> something.</summary>
    Task RunAsync(SuiteContext context, CancellationToken cancellationToken);
}
