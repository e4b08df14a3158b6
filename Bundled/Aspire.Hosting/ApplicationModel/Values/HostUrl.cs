namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address on this machine, which containers reach by another host name.</summary>
/// <param name="Url">The address as seen from this machine.</param>
public record HostUrl(string Url) : IExpressionValue
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => new(Url);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.EffectiveNetwork == KnownNetworkIdentifiers.LocalhostNetwork
            || !Uri.TryCreate(Url, UriKind.Absolute, out var uri) || !uri.IsLoopback)
        {
            return new(Url);
        }

        var inside = new UriBuilder(uri) { Host = KnownHostNames.DockerDesktopHostBridge }.Uri.ToString();
        return new(Url.EndsWith('/') ? inside : inside.TrimEnd('/'));
    }
}
