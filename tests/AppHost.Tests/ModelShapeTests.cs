using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Rollcall.AppHost.Tests;

/// <summary>The application model as built, without starting it.</summary>
public sealed class ModelShapeTests : IDisposable
{
    private readonly DirectoryInfo _models = Directory.CreateTempSubdirectory("rollcall-models-");

    public ModelShapeTests() => _models.CreateSubdirectory("digits/1");

    public void Dispose() => _models.Delete(recursive: true);

    [Fact]
    public async Task Default_ports_and_names_are_the_documented_ones()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--models", _models.FullName], (options, _) => options.DisableDashboard = true, TestContext.Current.CancellationToken);

        builder.Resources.Select(resource => resource.Name).Order(StringComparer.Ordinal)
            .ShouldBe(["agent-1", "agent-2", "agent-3", "consumer-api", "nacos", "node-1", "node-2", "node-3"]);
        builder.Resources.Single(resource => resource.Name == "agent-2").Annotations.OfType<ResourceRelationshipAnnotation>()
            .ShouldContain(relationship => relationship.Type == "Parent" && relationship.Resource.Name == "node-2");
    }

    [Fact]
    public async Task Random_ports_reach_every_endpoint()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--models", _models.FullName, "--ports", "random"], TestContext.Current.CancellationToken);

        var ports = builder.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()).Select(endpoint => endpoint.Port).ToArray();

        ports.Length.ShouldBe(8);
        ports.ShouldBeUnique();
        ports.ShouldNotContain(8080);
        ports.ShouldAllBe(port => port > 0);
    }
}
