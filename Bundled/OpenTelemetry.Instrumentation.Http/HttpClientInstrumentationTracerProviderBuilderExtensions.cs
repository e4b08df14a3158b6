using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Instrumentation.Http;

namespace OpenTelemetry.Trace;

/// <summary>Traces of HTTP clients.</summary>
public static class HttpClientInstrumentationTracerProviderBuilderExtensions
{
    /// <summary>Traces the requests of HTTP clients.</summary>
    /// <param name="builder">The builder of the traces.</param>
    /// <returns>The builder.</returns>
    public static TracerProviderBuilder AddHttpClientInstrumentation(this TracerProviderBuilder builder) =>
        builder.AddHttpClientInstrumentation(name: null, configureHttpClientTraceInstrumentationOptions: null);

    /// <summary>Traces the requests of HTTP clients.</summary>
    /// <param name="builder">The builder of the traces.</param>
    /// <param name="configureHttpClientTraceInstrumentationOptions">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static TracerProviderBuilder AddHttpClientInstrumentation(
        this TracerProviderBuilder builder,
        Action<HttpClientTraceInstrumentationOptions>? configureHttpClientTraceInstrumentationOptions) =>
        builder.AddHttpClientInstrumentation(name: null, configureHttpClientTraceInstrumentationOptions);

    /// <summary>Traces the requests of HTTP clients.</summary>
    /// <param name="builder">The builder of the traces.</param>
    /// <param name="name">The name of the options; the default ones when <see langword="null"/>.</param>
    /// <param name="configureHttpClientTraceInstrumentationOptions">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static TracerProviderBuilder AddHttpClientInstrumentation(
        this TracerProviderBuilder builder,
        string? name,
        Action<HttpClientTraceInstrumentationOptions>? configureHttpClientTraceInstrumentationOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= Options.DefaultName;
        if (configureHttpClientTraceInstrumentationOptions is { } configure)
        {
            builder.ConfigureServices(services => services.Configure(name, configure));
        }

        return builder
            .AddSource("System.Net.Http")
            .AddInstrumentation(services => new HttpClientTraceInstrumentation(
                services.GetRequiredService<IOptionsMonitor<HttpClientTraceInstrumentationOptions>>().Get(name)));
    }
}
