using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Instrumentation.Http;
using OpenTelemetry.Instrumentation.Runtime;
using Rollcall.Tests;

namespace OpenTelemetry.Extensions.Hosting.Tests;

public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData(typeof(OpenTelemetryServicesExtensions))]
    [InlineData(typeof(AspNetCoreTraceInstrumentationOptions))]
    [InlineData(typeof(HttpClientTraceInstrumentationOptions))]
    [InlineData(typeof(RuntimeInstrumentationOptions))]
    public void Surface_has_nothing_that_the_official_package_lacks(Type type) => PublicSurface.Beyond(type.Assembly, List(type)).ShouldBeEmpty();

    [Theory]
    [InlineData(typeof(OpenTelemetryServicesExtensions))]
    [InlineData(typeof(RuntimeInstrumentationOptions))]
    public void Surface_lacks_nothing_that_the_official_package_has(Type type) =>
        File.ReadLines(List(type)).Where(l => l.Length > 0 && l[0] != '#').Except(PublicSurface.Of(type.Assembly)).ShouldBeEmpty();

    private static string List(Type type) => Path.Combine(AppContext.BaseDirectory, "Surface", $"{type.Assembly.GetName().Name}.txt");
}
