using System.Text;
using Benchmarks.Results;
using Rollcall.Tests;

namespace Benchmarks;

/// <summary>What a suite measures with and reports to.</summary>
/// <param name="quick">Whether to be done in seconds, at the price of precision.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Gets every line as it is written.</param>
internal sealed class SuiteContext(bool quick, TimeProvider time, TextWriter progress)
{
    private readonly Dictionary<Figure, Row> _rows = [];
    private readonly StringBuilder _details = new();
    private readonly Bootstrap _bootstrap = new();

    /// <summary>Measured pairs, or single rounds, of everything that varies.</summary>
    public int Rounds => quick ? 2 : 5;

    public TimeProvider Time { get; } = time;

    /// <summary>Markdown written so far.</summary>
    public string Details => _details.ToString();

    /// <summary>A length of time; a tenth of it in the short form.</summary>
    public TimeSpan Seconds(double full) => TimeSpan.FromSeconds(quick ? Math.Max(1, full / 10) : full);

    public Task WaitAsync(double seconds, CancellationToken cancellationToken) => Task.Delay(Seconds(seconds), Time, cancellationToken);

    /// <summary>Writes a line of the suite's page.</summary>
    public void Line(FormattableString? text = null)
    {
        var line = text is null ? string.Empty : FormattableString.Invariant(text);
        progress.WriteLine(line);
        _details.Append(line).Append('\n');
    }

    /// <summary>Says what is going on; not part of the page.</summary>
    public void Now(string text) => progress.WriteLine($"  … {text}");

    /// <summary>A figure measured once.</summary>
    public void Measured(Figure figure, double value) => _rows[figure] = new Row(figure, new Interval(value, value, value));

    /// <summary>A figure measured round by round.</summary>
    public void Measured(Figure figure, IReadOnlyList<double> values) => _rows[figure] = new Row(figure, _bootstrap.Median(values));

    /// <summary>A ratio of two things that were measured side by side, round by round.</summary>
    public void Measured(Figure figure, IReadOnlyList<double> numerators, IReadOnlyList<double> denominators)
        => _rows[figure] = new Row(figure, _bootstrap.PairedRatio(numerators, denominators));

    /// <summary>A row for every figure; those without a value say why.</summary>
    public IReadOnlyList<Row> Rows(IEnumerable<Figure> figures, string? failure)
        => [.. figures.Select(figure => _rows.GetValueOrDefault(figure) ?? new Row(figure, null, figure.Missing ?? failure ?? "the suite does not give it on this machine"))];
}
