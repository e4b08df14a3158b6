using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>
/// A service name taken apart: <c>https+http://_endpoint.service</c> asks for the endpoint named <c>endpoint</c> of <c>service</c>,
/// over https if there is one, else over http. Host names are in lower case, as in a <see cref="Uri"/>.
/// </summary>
public sealed class ServiceEndpointQuery
{
    private readonly string _input;

    private ServiceEndpointQuery(string input, string[] schemes, string? endpointName, string serviceName)
    {
        _input = input;
        IncludedSchemes = schemes;
        EndpointName = endpointName;
        ServiceName = serviceName;
    }

    /// <summary>The schemes in the order of preference; empty when the name had none.</summary>
    public IReadOnlyList<string> IncludedSchemes { get; }

    /// <summary>The endpoint's name without its underscore, or <see langword="null"/>.</summary>
    public string? EndpointName { get; }

    /// <summary>The service's name.</summary>
    public string ServiceName { get; }

    /// <summary>Takes a service name apart. Path and port do not matter.</summary>
    /// <param name="input">The name, with or without schemes.</param>
    /// <param name="query">The query, when the result is <see langword="true"/>.</param>
    /// <returns>Whether the input was a service name.</returns>
    /// <exception cref="ArgumentException"><paramref name="input"/> is <see langword="null"/> or empty.</exception>
    public static bool TryParse(string input, [NotNullWhen(true)] out ServiceEndpointQuery? query)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);

        // Without "://" a name such as "svc:80" would parse as a URI of scheme "svc".
        var hasScheme = input.Contains("://", StringComparison.Ordinal);
        Uri? uri = null;
        if (!hasScheme && !Uri.TryCreate("none://" + input, UriKind.Absolute, out uri))
        {
            hasScheme = true;
        }

        if (uri is null && !Uri.TryCreate(input, UriKind.Absolute, out uri))
        {
            query = null;
            return false;
        }

        var (endpointName, serviceName) = SplitHost(uri.Host);
        query = new(input, hasScheme ? uri.Scheme.Split('+') : [], endpointName, serviceName);
        return true;
    }

    /// <summary>The input, unchanged.</summary>
    /// <returns>The text given to <see cref="TryParse"/>.</returns>
    public override string? ToString() => _input;

    private static (string? EndpointName, string ServiceName) SplitHost(string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return host.StartsWith('_') && dot > 1 && !host.EndsWith('.')
            ? (host[1..dot], host[(dot + 1)..])
            : (null, host);
    }
}
