using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Rollcall.Tests;

/// <summary>Fills in the part of Helm's template language that charts of ours use: values, required, printf and quote.</summary>
internal sealed partial class ChartTemplate(YamlMappingNode values, YamlMappingNode overrides)
{
    public string Render(string template) => Action().Replace(template, action => Pipeline(action.Groups[1].Value));

    private string Pipeline(string text)
    {
        var words = new Queue<string>(Word().Matches(text).Select(match => match.Value));
        if (string.Concat(words) != text.Replace(" ", "", StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal))
        {
            throw new ChartTemplateException($"bad character in {{{{ {text} }}}}");
        }

        var value = Command(words);
        while (words.TryDequeue(out var next))
        {
            value = (next, words.Dequeue()) is ("|", "quote") ? $"\"{value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"" : throw Unknown(next);
        }

        return value;
    }

    private string Command(Queue<string> words)
    {
        var first = words.Dequeue();
        switch (first)
        {
            case "(":
                var inner = Command(words);
                return words.Dequeue() == ")" ? inner : throw Unknown(first);
            case "required":
                var message = Unquoted(words.Dequeue());
                var value = Command(words);
                return value.Length > 0 ? value : throw new ChartTemplateException(message);
            case "printf":
                var format = Unquoted(words.Dequeue());
                return Place().Replace(format, place => place.Value == "%%" ? "%" : Command(words));
            case ".Release.Name":
                return "release";
            default:
                return first.StartsWith(".Values.", StringComparison.Ordinal) ? Value(first) : throw Unknown(first);
        }
    }

    private string Value(string path)
    {
        // The template engine would read a minus.
        if (path.Contains('-', StringComparison.Ordinal))
        {
            throw new ChartTemplateException($"bad character '-' in {path}");
        }

        string[] keys = path[".Values.".Length..].Split('.');
        return Find(overrides, keys) ?? Find(values, keys) ?? throw new ChartTemplateException($"{path} is not in values.yaml");
    }

    private static string? Find(YamlNode node, string[] keys) => keys switch
    {
        [] => node is YamlScalarNode ? node.ToString() : null,
        _ => node is YamlMappingNode map && map.Children.TryGetValue(keys[0], out var below) ? Find(below, keys[1..]) : null,
    };

    private static ChartTemplateException Unknown(string word) => new($"'{word}' is nothing that this reader of templates knows");

    private static string Unquoted(string word) => word.Length > 1 && word[0] == '"'
        ? word[1..^1].Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", "\\", StringComparison.Ordinal)
        : throw Unknown(word);

    [GeneratedRegex(@"\{\{ (.*?) \}\}")]
    private static partial Regex Action();

    [GeneratedRegex("""[()|]|"(?:[^"\\]|\\.)*"|[^\s()|"]+""")]
    private static partial Regex Word();

    [GeneratedRegex("%%|%s")]
    private static partial Regex Place();
}
