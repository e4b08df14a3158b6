using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

internal static class ConnectionProperties
{
    /// <summary>The properties of a resource, with those that were added to it.</summary>
    public static IReadOnlyDictionary<string, ReferenceExpression> Of(IResourceWithConnectionString resource)
    {
        var properties = new Dictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in resource.GetConnectionProperties())
        {
            properties[name] = value;
        }

        foreach (var added in resource.Annotations.OfType<ConnectionPropertyAnnotation>())
        {
            properties[added.Name] = added.Value;
        }

        return properties;
    }
}
