using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes block-style YAML with every string in double quotes. What is null or empty is left out.</summary>
internal sealed class YamlWriter(string lineEnding)
{
    private const int IndentSize = 2;

    private readonly StringBuilder _text = new();
    private int _depth;

    public override string ToString() => _text.ToString();

    public YamlWriter Scalar(string name, string? value) => value is null ? this : Line($"{Key(name)}: {Quoted(value)}");

    /// <summary>A value that is written as it is, such as an expression that a template engine replaces.</summary>
    public YamlWriter Raw(string name, string value) => Line($"{Key(name)}: {value}");

    public YamlWriter Scalar(string name, int? value) => value is { } number ? Line(string.Create(CultureInfo.InvariantCulture, $"{Key(name)}: {number}")) : this;

    public YamlWriter Scalar(string name, bool? value) => value is { } flag ? Line($"{Key(name)}: {(flag ? "true" : "false")}") : this;

    public YamlWriter Strings(string name, Dictionary<string, string> values) =>
        values.Count == 0 ? this : Block(name, () =>
        {
            foreach (var (key, value) in values)
            {
                Scalar(key, value);
            }
        });

    public YamlWriter List(string name, List<string> values) =>
        values.Count == 0 ? this : Block(name, () => values.ForEach(value => Line($"- {Quoted(value)}")));

    public YamlWriter Map(string name, Action<YamlWriter>? write) => write is null ? this : Block(name, () => write(this));

    public YamlWriter Map<T>(string name, Dictionary<string, T> entries, Action<YamlWriter, T> write) =>
        entries.Count == 0 ? this : Block(name, () =>
        {
            foreach (var (key, value) in entries)
            {
                Block(key, () => write(this, value));
            }
        });

    public YamlWriter Maps<T>(string name, List<T> items, Action<YamlWriter, T> write) =>
        items.Count == 0 ? this : Block(name, () =>
        {
            foreach (var item in items)
            {
                // An item is a map one step further in, with a dash in the indentation of its first line.
                var start = _text.Length + (_depth * IndentSize);
                _depth++;
                write(this, item);
                _depth--;
                _text[start] = '-';
            }
        });

    private YamlWriter Block(string name, Action write)
    {
        Line($"{Key(name)}:");
        _depth++;
        var start = _text.Length;
        write();
        _depth--;
        if (_text.Length == start)
        {
            _text.Length -= lineEnding.Length;
            _text.Append(" {}").Append(lineEnding);
        }

        return this;
    }

    private YamlWriter Line(string text)
    {
        _text.Append(' ', _depth * IndentSize).Append(text).Append(lineEnding);
        return this;
    }

    private static string Key(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? name : Quoted(name);

    private static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
