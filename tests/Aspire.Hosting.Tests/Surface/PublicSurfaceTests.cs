using Rollcall.Tests;

namespace Aspire.Hosting.Tests.Surface;

public sealed class PublicSurfaceTests
{
    private static readonly string s_list = Path.Combine(AppContext.BaseDirectory, "Surface", "Aspire.Hosting.txt");

    [Fact]
    public void Surface_has_nothing_that_the_official_package_lacks() =>
        PublicSurface.Beyond(typeof(DistributedApplication).Assembly, s_list).ShouldBeEmpty();

    [Fact]
    public void Surface_loses_nothing() =>
        File.ReadLines(s_list).Where(l => l.Length > 0 && l[0] != '#').Except(PublicSurface.Of(typeof(DistributedApplication).Assembly)).ShouldBeEmpty();
}
