using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

namespace Aspire.Hosting.Docker.Tests;

/// <summary>What each kind of resource is in a Compose file.</summary>
public sealed class ComposeFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aspire-compose-");
    private readonly IDistributedApplicationBuilder _builder;

    public ComposeFileTests() => _builder = NewBuilder("--operation", "publish", "--output-path", _folder.FullName, "--Parameters:given=x$1");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Container_with_everything()
    {
        var given = _builder.AddParameter("given");
        var cache = _builder.AddContainer("Cache", "redis", "7").WithEndpoint(targetPort: 6379, name: "tcp");
        _builder.AddContainer("app", "ghcr.io/o/app:1")
            .WithEntrypoint("/bin/run")
            .WithArgs("--cache", cache.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort))
            .WithEnvironment("COST", "5$ \"net\"")
            .WithEnvironment("GIVEN", $"<{given}>")
            .WithEnvironment("CACHE", cache.GetEndpoint("tcp"))
            .WithVolume("kept", "/kept")
            .WithHttpEndpoint(targetPort: 80)
            .WithHttpEndpoint(port: 8081, targetPort: 81, name: "public")
            .WithEndpoint("public", endpoint => endpoint.IsExternal = true)
            .WaitFor(cache)
            .PublishAsDockerComposeService((_, service) => service.Deploy = new Deploy { Replicas = 2, RestartPolicy = new() { Condition = "any" } });

        (await PublishAsync()).ShouldBe("""
            services:
              cache:
                image: "redis:7"
                expose:
                  - "6379"
                networks:
                  - "aspire"
              app:
                image: "ghcr.io/o/app:1"
                entrypoint:
                  - "/bin/run"
                command:
                  - "--cache"
                  - "cache:6379"
                environment:
                  COST: "5$$ \"net\""
                  GIVEN: "<${GIVEN}>"
                  CACHE: "tcp://cache:6379"
                ports:
                  - "8081:81"
                expose:
                  - "80"
                volumes:
                  - type: "volume"
                    target: "/kept"
                    source: "kept"
                    read_only: false
                depends_on:
                  cache:
                    condition: "service_started"
                networks:
                  - "aspire"
                deploy:
                  replicas: 2
                  restart_policy:
                    condition: "any"
            networks:
              aspire:
                driver: "bridge"
            volumes:
              kept:
                driver: "local"

            """);
        Env().ShouldBe("# Parameter given\nGIVEN=x$1\n\n");
    }

    [Fact]
    public async Task Built_images_and_ports_of_projects_come_from_env()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Web.csproj"), "<Project/>");
        _builder.AddDockerfile("node-one", ".");
        _builder.AddProject("web", Path.Combine(_folder.FullName, "Web.csproj"), launchProfileName: null).WithHttpEndpoint().WithExternalHttpEndpoints();

        var file = await PublishAsync();

        file.ShouldContain("image: \"${NODE_ONE_IMAGE}\"");
        file.ShouldContain("image: \"${WEB_IMAGE}\"");
        file.ShouldContain("HTTP_PORTS: \"${WEB_PORT}\"");
        file.ShouldContain("    ports:\n      - \"${WEB_PORT}\"\n");
        Env().ShouldBe("""
            # Container image name for node-one
            NODE_ONE_IMAGE=node-one:latest

            # Container image name for web
            WEB_IMAGE=web:latest

            # Default container port for web
            WEB_PORT=8080


            """);
    }

    [Fact]
    public async Task Parameter_that_nobody_gave_is_left_to_the_operator()
    {
        _builder.AddContainer("c", "image").WithEnvironment("P", _builder.AddParameter("absent"));

        await PublishAsync();

        Env().ShouldBe("# Parameter absent (no value is configured: fill it in)\nABSENT=\n\n");
    }

    [Fact]
    public async Task Values_of_the_last_time_are_kept()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, ".env"), "OWN=1\n# Parameter given\nGIVEN=kept=so\n");
        _builder.AddContainer("c", "image").WithEnvironment("P", _builder.AddParameter("given"));

        await PublishAsync();

        Env().ShouldBe("# Parameter given\nGIVEN=kept=so\n\nOWN=1\n\n");
    }

    [Fact]
    public async Task Files_can_be_changed_before_they_are_written()
    {
        _builder.AddContainer("c", "image").WithEnvironment("P", _builder.AddParameter("given"));
        _builder.CreateResourceBuilder<DockerComposeEnvironmentResource>("compose")
            .WithProperties(environment => environment.DefaultNetworkName = "net")
            .ConfigureComposeFile(file => file.Networks["net"].Driver = null)
            .ConfigureEnvFile(variables => variables["GIVEN"].DefaultValue = "changed");

        (await PublishAsync()).ShouldEndWith("networks:\n  net: {}\n");
        Env().ShouldContain("GIVEN=changed");
    }

    [Fact]
    public async Task Dashboard_is_not_left_out_in_silence()
    {
        _builder.CreateResourceBuilder<DockerComposeEnvironmentResource>("compose").WithDashboard();

        (await Should.ThrowAsync<DistributedApplicationException>(PublishAsync)).Message.ShouldContain("WithDashboard(false)");
    }

    [Fact]
    public void Nothing_is_added_to_an_application_that_runs()
    {
        var builder = NewBuilder();

        builder.AddContainer("c", "image").PublishAsDockerComposeService((_, _) => { }).Resource.Annotations.OfType<DockerComposeServiceCustomizationAnnotation>().ShouldBeEmpty();
        builder.Resources.Select(resource => resource.Name).ShouldBe(["c"]);
    }

    private static IDistributedApplicationBuilder NewBuilder(params string[] arguments)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = arguments, DisableDashboard = true, ProjectDirectory = AppContext.BaseDirectory });
        builder.AddDockerComposeEnvironment("compose").WithDashboard(false);
        return builder;
    }

    private async Task<string> PublishAsync()
    {
        await using var application = _builder.Build();
        await application.StartAsync(TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "docker-compose.yaml"), TestContext.Current.CancellationToken);
    }

    private string Env() => File.ReadAllText(Path.Combine(_folder.FullName, ".env"));
}
