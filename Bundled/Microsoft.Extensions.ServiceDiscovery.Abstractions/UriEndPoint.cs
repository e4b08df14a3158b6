using System.Net;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>An address that is a URI: it fixes the scheme and may have a path, which goes in front of a request's path.</summary>
/// <param name="uri">The URI.</param>
public class UriEndPoint(Uri uri) : EndPoint
{
    /// <summary>The URI.</summary>
    public Uri Uri { get; } = uri ?? throw new ArgumentNullException(nameof(uri));

    /// <summary>Compares by URI.</summary>
    /// <param name="obj">The other endpoint.</param>
    /// <returns>Whether both have the same URI.</returns>
    public override bool Equals(object? obj) => obj is UriEndPoint other && Uri.Equals(other.Uri);

    /// <summary>The hash of the URI.</summary>
    /// <returns>The hash.</returns>
    public override int GetHashCode() => Uri.GetHashCode();

    /// <summary>The URI as text.</summary>
    /// <returns>The URI.</returns>
    public override string ToString() => Uri.ToString();
}
