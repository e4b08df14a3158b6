using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds OpenTelemetry to an application.</summary>
public static class OpenTelemetryHostApplicationBuilderExtensions
{
    /// <summary>Adds OpenTelemetry. Calling it again gives a builder of the same providers.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <returns>The builder that adds signals.</returns>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.AddOpenTelemetry();
    }
}
