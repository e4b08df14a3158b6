using System.Globalization;

namespace Benchmarks.Results;

/// <summary>The cells of a row: name, value, goal, verdict.</summary>
internal static class RowText
{
    public static IReadOnlyList<string> Titles { get; } = ["name", "value", "goal", "ok or short"];

    public static IReadOnlyList<string> Cells(SuiteResult suite, Row row) => [$"{suite.Name}: {row.Figure.Name}", Value(row), Goal(row.Figure), Verdict(row)];

    public static string Value(Row row)
    {
        if (row.Interval is not { } interval)
        {
            return "–";
        }

        var unit = row.Figure.Unit.Length == 0 ? "" : $" {row.Figure.Unit}";
        return interval.Low == interval.High ? $"{Number(interval.Value)}{unit}" : $"{Number(interval.Value)}{unit} ({Number(interval.Low)} to {Number(interval.High)})";
    }

    public static string Goal(Figure figure) => (figure.Must, figure.Aim) switch
    {
        (null, null) => "–",
        ({ } must, null) => $"{must}",
        (null, { } aim) => $"aim {aim}",
        ({ } must, { } aim) => $"{must}, aim {aim}",
    };

    public static string Verdict(Row row) => row.Verdict switch
    {
        Results.Verdict.Ok => "ok",
        Results.Verdict.AimShort => "ok, aim short",
        Results.Verdict.Short => "short",
        Results.Verdict.NotMeasured => $"not measured: {row.Reason}",
        _ => "–",
    };

    /// <summary>Three significant digits, and whole numbers in full.</summary>
    public static string Number(double value)
    {
        if (value == 0 || Math.Abs(value) >= 100)
        {
            return value.ToString("#,0", CultureInfo.InvariantCulture);
        }

        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 1, 6);
        return value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
