namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>A value of a variable or an argument in a chart: text, with places for values that the operator gives.</summary>
/// <param name="Format">The text as <c>printf</c> of a template takes it: <c>%s</c> for each argument, other percent signs doubled.</param>
/// <param name="Arguments">Expressions of a template.</param>
/// <param name="IsSecret">Whether one of them is secret.</param>
internal sealed record ChartText(string Format, IReadOnlyList<string> Arguments, bool IsSecret)
{
    /// <summary>Text without places.</summary>
    public static ChartText Of(string text) => new(text.Replace("%", "%%", StringComparison.Ordinal), [], false);

    /// <summary>The text when it has no places; otherwise null.</summary>
    public string? Literal => Arguments.Count == 0 ? Format.Replace("%%", "%", StringComparison.Ordinal) : null;

    /// <summary>An expression of a template for the whole.</summary>
    public string Expression => Format == "%s" && Arguments.Count == 1
        ? Arguments[0]
        : $"printf \"{Format.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\" {string.Join(' ', Arguments)}";
}
