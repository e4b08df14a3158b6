namespace OpenTelemetry.Metrics;

/// <summary>Metrics of HTTP clients.</summary>
public static class HttpClientInstrumentationMeterProviderBuilderExtensions
{
    /// <summary>Collects the framework's metrics of HTTP clients and name resolution.</summary>
    /// <param name="builder">The builder of the metrics.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddHttpClientInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter("System.Net.Http", "System.Net.NameResolution");
    }
}
