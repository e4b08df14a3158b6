using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Instrumentation.Http;

namespace Registry.Bridge;

/// <summary>Keeps the client's own calls out of the traces: it asks for lists each second, and the traces that somebody looks for would drown.</summary>
internal static class RegistryPulse
{
    /// <summary>Leaves out calls to the registry that belong to no trace; a registration, which belongs to an agent's poll, stays.</summary>
    /// <param name="services">The services.</param>
    /// <param name="addresses">Of the registry, separated by commas.</param>
    public static void LeaveOut(IServiceCollection services, string addresses)
    {
        var registry = addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Authority : address)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        services.PostConfigureAll<HttpClientTraceInstrumentationOptions>(options =>
        {
            var inner = options.FilterHttpRequestMessage;
            options.FilterHttpRequestMessage = request =>
                (Activity.Current?.Parent is not null || request.RequestUri is not { } url || !registry.Contains(url.Authority)) && inner?.Invoke(request) is not false;
        });
    }
}
