using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Values of variables and arguments as a manifest has them: expressions in braces, braces of the text doubled.</summary>
internal static class ManifestValue
{
    public static string Of(object? value) => value switch
    {
        null => "",
        string text => Doubled(text),
        ReferenceExpression expression => OfExpression(expression),
        IResourceBuilder<IResource> builder => Of(builder.Resource),
        IManifestExpressionProvider provider => provider.ValueExpression,
        IFormattable formattable => Doubled(formattable.ToString(null, CultureInfo.InvariantCulture)),
        _ => Doubled(value.ToString() ?? ""),
    };

    private static string OfExpression(ReferenceExpression expression)
    {
        if (expression.StringFormats.FirstOrDefault(format => format is not null) is { } format)
        {
            throw new DistributedApplicationException($"The format '{format}' of an expression cannot be written into a manifest.");
        }

        // Formatting halves the doubled braces of the literal parts once; doubled before, they come out as the manifest wants them.
        return string.Format(CultureInfo.InvariantCulture, Doubled(expression.Format, "{{", "}}"), [.. expression.ValueProviders.Select(Of)]);
    }

    private static string Doubled(string text, string opening = "{", string closing = "}") =>
        text.Replace(opening, opening + opening, StringComparison.Ordinal).Replace(closing, closing + closing, StringComparison.Ordinal);
}
