using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>The expressions of a manifest, as azd reads them.</summary>
internal static partial class AzdExpressions
{
    private static readonly string[] s_bindingProperties = ["scheme", "protocol", "transport", "external", "host", "targetPort", "port", "url"];

    public static IEnumerable<string> Violations(JsonProperty[] resources)
    {
        var byName = resources.ToDictionary(resource => resource.Name, resource => resource.Value);
        foreach (var (name, resource) in byName)
        {
            foreach (var text in Texts(resource))
            {
                foreach (var expression in In(text).Where(expression => !Resolves(expression, byName)))
                {
                    yield return $"{name}: {{{expression}}} refers to nothing";
                }

                if (text.Contains("{{{{", StringComparison.Ordinal))
                {
                    yield return $"{name}: four braces become two in a template of azd's, which cannot be filled in";
                }

                if (Braces().Replace(text, "").AsSpan().ContainsAny('{', '}'))
                {
                    yield return $"{name}: a lone brace in {text}";
                }
            }

            if (resource.TryGetProperty("build", out var build) && build.TryGetProperty("args", out var arguments)
                && Texts(arguments).SelectMany(In).Any(expression => !expression.EndsWith(".value", StringComparison.Ordinal)))
            {
                yield return $"{name}: a build argument that is neither a literal nor a parameter";
            }

            if (resource.TryGetProperty("args", out var args) && Texts(args).SelectMany(In).Any(expression => IsSecret(expression, byName)))
            {
                yield return $"{name}: a secret in args";
            }

            if (IsCircular(name, byName, []))
            {
                yield return $"{name}: its connection string refers to itself, which azd does not survive";
            }
        }
    }

    private static IEnumerable<string> In(string text) => Expression().Matches(text.Replace("{{", "", StringComparison.Ordinal)).Select(match => match.Groups[1].Value);

    private static bool Resolves(string expression, Dictionary<string, JsonElement> resources)
    {
        var parts = expression.Split('.');
        return parts.Length > 1 && resources.TryGetValue(parts[0], out var resource) && parts[1..] switch
        {
            ["bindings", var binding, var property] => resource.TryGetProperty("bindings", out var bindings) && bindings.TryGetProperty(binding, out _) && s_bindingProperties.Contains(property),
            ["connectionString"] => resource.TryGetProperty("connectionString", out _),
            ["value"] => resource.TryGetProperty("value", out _),
            ["inputs", var input] => resource.TryGetProperty("inputs", out var inputs) && inputs.TryGetProperty(input, out _),
            _ => false,
        };
    }

    private static bool IsSecret(string expression, Dictionary<string, JsonElement> resources) =>
        expression.EndsWith(".connectionString", StringComparison.Ordinal)
        || (resources.TryGetValue(expression.Split('.')[0], out var resource) && resource.TryGetProperty("inputs", out var inputs)
            && inputs.EnumerateObject().Any(input => input.Value.TryGetProperty("secret", out var secret) && secret.GetBoolean()));

    private static bool IsCircular(string name, Dictionary<string, JsonElement> resources, HashSet<string> seen) =>
        !seen.Add(name)
        || (resources.TryGetValue(name, out var resource) && resource.TryGetProperty("connectionString", out var connection)
            && In(connection.GetString()!).Where(expression => expression.EndsWith(".connectionString", StringComparison.Ordinal))
                .Any(expression => IsCircular(expression.Split('.')[0], resources, [.. seen])));

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\{\{|\}\}|\{[^{}]+\}")]
    private static partial Regex Braces();
}
