using Embedded.TensorFlowServing.Rest;
using Microsoft.AspNetCore.Http.Features;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace Embedded.TensorFlowServing.Monitoring;

/// <summary>What the trace of a request is called, and which requests have one.</summary>
internal static class ServerTracing
{
    /// <summary>Leaves out probes of the monitoring page and of models' states, unless somebody's trace leads here: they come every second.</summary>
    public static IServiceCollection TraceRequestsOnly(this IServiceCollection services) =>
        services.PostConfigureAll<AspNetCoreTraceInstrumentationOptions>(static options =>
        {
            var inner = options.Filter;
            options.Filter = context => (!HttpMethods.IsGet(context.Request.Method) || context.Request.Headers.TraceParent.Count > 0) && inner?.Invoke(context) is not false;
        });

    /// <summary>Names the server's span as a framework with routes would: this server finds its routes by the original's patterns.</summary>
    public static void Name(HttpContext context, RestRoute? route)
    {
        if (route is not null && context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
        {
            var pattern = route.Pattern;
            activity.DisplayName = $"{context.Request.Method} {pattern}";
            activity.SetTag("http.route", pattern);
        }
    }
}
