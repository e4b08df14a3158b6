using Rollcall.Tests;

namespace Microsoft.Extensions.Http.Resilience.Tests;

public sealed class PublicSurfaceTests
{
    [Fact]
    public void Surface_has_nothing_that_the_official_package_lacks()
    {
        var assembly = typeof(HttpStandardResilienceOptions).Assembly;
        PublicSurface.Beyond(assembly, Path.Combine(AppContext.BaseDirectory, "Surface", $"{assembly.GetName().Name}.txt")).ShouldBeEmpty();
    }
}
