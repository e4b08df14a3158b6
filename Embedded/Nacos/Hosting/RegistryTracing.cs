using System.Diagnostics;
using Embedded.Nacos.Registry;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace Embedded.Nacos.Hosting;

/// <summary>Traces what changes the registry, and not the pulse of those who watch it.</summary>
internal static class RegistryTracing
{
    private static readonly ActivitySource s_source = new(RegistryMetrics.MeterName);

    /// <summary>Begins a span of one change; null when nobody listens.</summary>
    /// <param name="name">What is done, from a small set of words.</param>
    /// <param name="service">What it is done to.</param>
    public static Activity? Start(string name, ServiceKey service) => s_source.StartActivity(name)?
        .SetTag("nacos.group", service.Group).SetTag("nacos.service", service.Name);

    /// <summary>
    /// Leaves beats, lists and the server's own state out of the request traces: every agent beats each few seconds and every consumer
    /// polls each second, and the traces that somebody looks for would drown.
    /// </summary>
    public static IServiceCollection TraceChangesOnly(this IServiceCollection services) =>
        services.PostConfigureAll<AspNetCoreTraceInstrumentationOptions>(static options =>
        {
            var inner = options.Filter;
            options.Filter = context => !IsPulse(context.Request) && inner?.Invoke(context) is not false;
        });

    private static bool IsPulse(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || request.Path.Value?.TrimEnd('/').EndsWith("/beat", StringComparison.Ordinal) is true;
}
