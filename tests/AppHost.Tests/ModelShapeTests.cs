using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task Nodes_and_registry_can_be_killed_after_a_question_and_only_while_they_run()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--models", _models.FullName], TestContext.Current.CancellationToken);

        var kills = builder.Resources.Select(resource => (resource.Name, Kill: resource.Annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(command => command.Name == "kill"))).Where(one => one.Kill is not null).ToArray();

        kills.Select(one => one.Name).ShouldBe(["nacos", "node-1", "node-2", "node-3"], ignoreOrder: true);
        foreach (var (name, kill) in kills)
        {
            kill!.ConfirmationMessage.ShouldNotBeNull().ShouldContain(name);
            State(kill, KnownResourceStates.Running).ShouldBe(ResourceCommandState.Enabled);
            State(kill, KnownResourceStates.Exited).ShouldBe(ResourceCommandState.Disabled);
        }

        ResourceCommandState State(ResourceCommandAnnotation command, string state) => command.UpdateState(new()
        {
            ResourceSnapshot = new() { ResourceType = "Executable", Properties = [], State = state },
            ServiceProvider = new ServiceCollection().BuildServiceProvider(),
        });
    }

    [Fact]
    public async Task Random_ports_move_the_dashboard_too()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--models", _models.FullName, "--ports", "random"], TestContext.Current.CancellationToken);

        // Testing names 8080 and 4317; an address that nobody set stays unset.
        var pages = new Uri(builder.Configuration["ASPNETCORE_URLS"]!);
        var otlp = new Uri(builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]!);
        pages.Port.ShouldNotBe(8080);
        otlp.Port.ShouldNotBe(4317);
        pages.Port.ShouldNotBe(otlp.Port);
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"].ShouldBeNull();
    }
}
