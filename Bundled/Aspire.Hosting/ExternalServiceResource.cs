using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A service that somebody else runs.</summary>
public sealed class ExternalServiceResource : Resource
{
    /// <summary>The service at a fixed address.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="uri">Absolute, path <c>/</c> or none, no query or fragment.</param>
    public ExternalServiceResource(string name, Uri uri) : base(name)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!TryValidate(uri, out var message))
        {
            throw new ArgumentException(message, nameof(uri));
        }

        Uri = uri;
    }

    /// <summary>The service at an address that is a parameter.</summary>
    public ExternalServiceResource(string name, ParameterResource urlParameter) : base(name)
    {
        ArgumentNullException.ThrowIfNull(urlParameter);
        UrlParameter = urlParameter;
    }

    /// <summary>The address, when fixed.</summary>
    public Uri? Uri { get; }

    /// <summary>The parameter that gives the address, when not fixed.</summary>
    public ParameterResource? UrlParameter { get; }

    internal static bool TryValidate(Uri uri, out string? message)
    {
        message = uri switch
        {
            { IsAbsoluteUri: false } => "The URI for the external service must be absolute.",
            _ when uri.AbsolutePath != "/" => "The URI absolute path must be \"/\".",
            _ when uri.Query.Length > 0 => "The URI cannot contain a query.",
            _ when uri.Fragment.Length > 0 => "The URI cannot contain a fragment.",
            _ => null,
        };
        return message is null;
    }
}
