using Rollcall.Tests;

namespace Nacos.V2.Tests;

public sealed class PublicSurfaceTests
{
    private static string List => Path.Combine(AppContext.BaseDirectory, "Surface", "nacos-sdk-csharp.txt");

    [Fact]
    public void Surface_has_nothing_that_the_official_package_lacks()
        => PublicSurface.Beyond(typeof(INacosNamingService).Assembly, List).ShouldBeEmpty();

    [Fact]
    public void Surface_lacks_nothing_of_the_list()
        => File.ReadLines(List).Where(line => line.Length > 0 && line[0] != '#').Except(PublicSurface.Of(typeof(INacosNamingService).Assembly)).ShouldBeEmpty();
}
