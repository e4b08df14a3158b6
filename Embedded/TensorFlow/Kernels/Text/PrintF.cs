using System.Globalization;

namespace Embedded.TensorFlow.Kernels.Text;

/// <summary>Numbers as C's printf writes them.</summary>
internal static class PrintF
{
    public static string Fixed(double value, int precision) =>
        NonFinite(value) ?? value.ToString($"F{precision}", CultureInfo.InvariantCulture);

    public static string Scientific(double value, int precision) =>
        NonFinite(value) ?? value.ToString($"0.{new string('0', precision)}e+00", CultureInfo.InvariantCulture).Replace(precision == 0 ? ".e" : "\0", "e", StringComparison.Ordinal);

    /// <summary><c>%g</c>: the shorter of both forms, without zeros at the end.</summary>
    public static string Shortest(double value, int precision)
    {
        if (NonFinite(value) is { } word)
        {
            return word;
        }

        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        var digits = Math.Max(1, precision);
        var scientific = Scientific(value, digits - 1);
        var exponent = int.Parse(scientific[(scientific.IndexOf('e', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= digits)
        {
            var at = scientific.IndexOf('e', StringComparison.Ordinal);
            return WithoutZeros(scientific[..at]) + scientific[at..];
        }

        return WithoutZeros(Fixed(value, digits - 1 - exponent));
    }

    /// <summary>Filled up to a width: on the left, or on the right after <c>-</c>.</summary>
    public static string Padded(string text, int width, string fill) => text.Length >= width ? text : fill switch
    {
        "0" when text.StartsWith('-') || text.StartsWith('+') => text[0] + text[1..].PadLeft(width - 1, '0'),
        "0" => text.PadLeft(width, '0'),
        "-" => text.PadRight(width),
        _ => text.PadLeft(width),
    };

    private static string? NonFinite(double value) => double.IsNaN(value) ? (double.IsNegative(value) ? "-nan" : "nan")
        : double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf")
        : null;

    private static string WithoutZeros(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;
}
