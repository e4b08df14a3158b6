namespace OpenTelemetry.Metrics;

/// <summary>Metrics of incoming requests.</summary>
public static class AspNetCoreInstrumentationMeterProviderBuilderExtensions
{
    /// <summary>Collects the framework's metrics of requests, connections, routing and the rest of ASP.NET Core.</summary>
    /// <param name="builder">The builder of the metrics.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddAspNetCoreInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(
            "Microsoft.AspNetCore.Authentication",
            "Microsoft.AspNetCore.Authorization",
            "Microsoft.AspNetCore.Components",
            "Microsoft.AspNetCore.Components.Lifecycle",
            "Microsoft.AspNetCore.Components.Server.Circuits",
            "Microsoft.AspNetCore.Diagnostics",
            "Microsoft.AspNetCore.Hosting",
            "Microsoft.AspNetCore.Http.Connections",
            "Microsoft.AspNetCore.Identity",
            "Microsoft.AspNetCore.MemoryPool",
            "Microsoft.AspNetCore.RateLimiting",
            "Microsoft.AspNetCore.Routing",
            "Microsoft.AspNetCore.Server.Kestrel");
    }
}
