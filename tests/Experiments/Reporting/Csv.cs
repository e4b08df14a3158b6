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

    /// <summary>The rows after the header, as this class writes them: a cell in quotes does not span lines.</summary>
    public static IEnumerable<IReadOnlyList<string>> Read(TextReader lines)
    {
        lines.ReadLine();
        while (lines.ReadLine() is { } line)
        {
            yield return Cells(line);
        }
    }

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when quoted && i + 1 < line.Length && line[i + 1] == '"':
                    cell.Append(line[i++]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                default:
                    cell.Append(line[i]);
                    break;
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }

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
