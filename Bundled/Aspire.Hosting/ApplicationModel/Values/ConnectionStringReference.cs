namespace Aspire.Hosting.ApplicationModel;

/// <summary>The connection string of a resource, as a value of another.</summary>
/// <param name="resource">The resource.</param>
/// <param name="optional">Whether null is an acceptable value.</param>
public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    /// <summary>The resource whose connection string this is.</summary>
    public IResourceWithConnectionString Resource => resource;

    /// <summary>Whether null is an acceptable value.</summary>
    public bool Optional => optional;

    string IManifestExpressionProvider.ValueExpression => resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => ResolveAsync(new(), cancellationToken);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) => ResolveAsync(context, cancellationToken);

    private async ValueTask<string?> ResolveAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        string? value;
        try
        {
            value = await resource.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (MissingParameterValueException) when (optional)
        {
            return null;
        }

        return string.IsNullOrEmpty(value) && !optional
            ? throw new DistributedApplicationException($"The connection string for the resource '{resource.Name}' is not available.")
            : value;
    }
}
