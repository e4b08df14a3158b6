using System.Text;
using Embedded.TensorFlowServing.Json;

namespace Embedded.TensorFlowServing.Monitoring;

/// <summary>The escaping and number rules of the original's exporter.</summary>
internal static class PrometheusText
{
    /// <summary>Other characters become <c>:</c>; a leading digit gets an underscore.</summary>
    public static string MetricName(string name) => Replace(name, ':');

    /// <summary>Other characters become <c>_</c>.</summary>
    public static string LabelName(string name) => Replace(name, '_');

    /// <summary>Backslash and quote are escaped; a newline is not, as in the original.</summary>
    public static string LabelValue(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>Six significant digits, as C++ streams print by default.</summary>
    public static string Number(double value)
    {
        Span<byte> buffer = stackalloc byte[DecimalFormat.MaxLength];
        return Encoding.ASCII.GetString(buffer[..DecimalFormat.FormatSixDigits(value, buffer)]);
    }

    private static string Replace(string name, char substitute)
    {
        var text = new StringBuilder(name.Length + 1);
        if (name.Length > 0 && char.IsAsciiDigit(name[0]))
        {
            text.Append('_');
        }

        foreach (var c in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) || c == '_' ? c : substitute);
        }

        return text.ToString();
    }
}
