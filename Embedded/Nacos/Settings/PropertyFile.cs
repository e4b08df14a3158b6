namespace Embedded.Nacos.Settings;

/// <summary>Reads the Java properties format as far as configuration files use it: comments, <c>=</c> or <c>:</c>, continued lines.</summary>
internal static class PropertyFile
{
    public static IEnumerable<KeyValuePair<string, string>> Parse(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            line = line.TrimStart();
            if (line.Length == 0 || line[0] is '#' or '!')
            {
                continue;
            }

            while (line.EndsWith('\\') && reader.ReadLine() is { } next)
            {
                line = string.Concat(line.AsSpan(0, line.Length - 1), next.AsSpan().TrimStart());
            }

            var separator = line.AsSpan().IndexOfAny('=', ':');
            yield return separator < 0
                ? KeyValuePair.Create(line.Trim(), "")
                : KeyValuePair.Create(line[..separator].Trim(), line[(separator + 1)..].Trim());
        }
    }
}
