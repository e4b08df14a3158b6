using System.Text;

namespace Aspire.Hosting.Docker.Publishing;

/// <summary>The <c>.env</c> file beside a Compose file. What somebody wrote into it is kept.</summary>
internal static class EnvFile
{
    /// <summary>Its text: a comment and a line for each variable, in the order of their names.</summary>
    /// <param name="variables">What the Compose file refers to.</param>
    /// <param name="existing">The text so far.</param>
    public static string Write(IEnumerable<CapturedEnvironmentVariable> variables, string existing)
    {
        var lines = existing.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var given = lines.Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2 && !parts[0].TrimStart().StartsWith('#'))
            .GroupBy(parts => parts[0].Trim(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last()[1], StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var variable in variables.OrderBy(variable => variable.Name, StringComparer.Ordinal))
        {
            if (variable.Description is { Length: > 0 } description)
            {
                text.Append("# ").Append(description).Append('\n');
            }

            var value = given.Remove(variable.Name, out var kept) && kept.Length > 0 ? kept : variable.DefaultValue;
            text.Append(variable.Name).Append('=').Append(value).Append("\n\n");
        }

        foreach (var (name, value) in given.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('=').Append(value).Append("\n\n");
        }

        return text.ToString();
    }
}
