using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>The variables by which a resource learns the endpoints of another.</summary>
internal static class ServiceDiscoveryVariables
{
    public static void Add(EnvironmentCallbackContext context, EndpointReferenceAnnotation reference, string serviceName, ReferenceEnvironmentInjectionFlags flags)
    {
        foreach (var endpoint in reference.Resource.GetEndpoints())
        {
            if (!reference.EndpointNames.Contains(endpoint.EndpointName) && (!reference.UseAllEndpoints || endpoint.ExcludeReferenceEndpoint))
            {
                continue;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                // Endpoints with the default names are keyed by scheme, since one named "http" may have been given TLS.
                var key = endpoint.IsHttpSchemeNamedEndpoint ? endpoint.Scheme : endpoint.EndpointName;
                var index = 0;
                while (context.EnvironmentVariables.TryGetValue($"services__{serviceName}__{key}__{index}", out var taken) && !IsSame(taken, endpoint))
                {
                    index++;
                }

                context.EnvironmentVariables[$"services__{serviceName}__{key}__{index}"] = endpoint;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                var service = serviceName == reference.Resource.Name ? EnvironmentName(serviceName).ToUpperInvariant() : EnvironmentName(serviceName);
                context.EnvironmentVariables[$"{service}_{EnvironmentName(endpoint.EndpointName).ToUpperInvariant()}"] = endpoint;
            }
        }
    }

    /// <summary>Makes a name usable as an environment variable.</summary>
    public static string EnvironmentName(string name)
    {
        var encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }

    private static bool IsSame(object value, EndpointReference endpoint) =>
        value is EndpointReference other && ReferenceEquals(other.Resource, endpoint.Resource) && other.EndpointName == endpoint.EndpointName;
}
