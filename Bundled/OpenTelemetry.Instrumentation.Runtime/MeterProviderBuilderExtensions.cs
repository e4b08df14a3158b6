using OpenTelemetry.Instrumentation.Runtime;

namespace OpenTelemetry.Metrics;

/// <summary>Metrics of the runtime.</summary>
public static class MeterProviderBuilderExtensions
{
    /// <summary>Collects the runtime's own metrics: garbage collector, JIT, thread pool, exceptions, CPU time.</summary>
    /// <param name="builder">The builder of the metrics.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddRuntimeInstrumentation(this MeterProviderBuilder builder) => builder.AddRuntimeInstrumentation(configure: null);

    /// <summary>Collects the runtime's own metrics: garbage collector, JIT, thread pool, exceptions, CPU time.</summary>
    /// <param name="builder">The builder of the metrics.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    public static MeterProviderBuilder AddRuntimeInstrumentation(
        this MeterProviderBuilder builder,
        Action<RuntimeInstrumentationOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        configure?.Invoke(new RuntimeInstrumentationOptions());
        return builder.AddMeter("System.Runtime");
    }
}
