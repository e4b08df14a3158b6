using System.Globalization;
using System.Text;

namespace Rollcall.Experiments.Reporting;

/// <summary>Writes comma-separated values (RFC 4180), numbers in the invariant culture.</summary>
internal sealed class Csv : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly StringBuilder _line = new();

    public Csv(string path, params string[] header)
    {
        _writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16) { NewLine = "\n" };
        _writer.WriteLine(string.Join(',', header));
    }

    public void Row(params ReadOnlySpan<object?> cells)
    {
        _line.Clear();
        foreach (var cell in cells)
        {
            if (_line.Length > 0)
            {
                _line.Append(',');
            }

            _line.Append(Text(cell));
        }

        _writer.WriteLine(_line);
    }

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    private static string Text(object? cell)
    {
        var text = cell switch
        {
            null => "",
            double number => number.ToString("0.######", CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString()!,
        };
        return text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
