using Rollcall.Tests;

namespace Aspire.Hosting.Kubernetes.Tests;

public sealed class PublicSurfaceTests
{
    private static string List => Path.Combine(AppContext.BaseDirectory, "Surface", "Aspire.Hosting.Kubernetes.txt");

    [Fact]
    public void Surface_has_nothing_that_the_official_package_lacks()
        => PublicSurface.Beyond(typeof(KubernetesEnvironmentResource).Assembly, List).ShouldBeEmpty();

    [Fact]
    public void Surface_lacks_nothing_of_the_list()
        => File.ReadLines(List).Where(line => line.Length > 0 && line[0] != '#').Except(PublicSurface.Of(typeof(KubernetesEnvironmentResource).Assembly)).ShouldBeEmpty();
}
