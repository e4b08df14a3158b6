using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class ProjectTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aspire-tests").FullName;
    private readonly IDistributedApplicationBuilder _builder = Build.New();

    public ProjectTests()
    {
        File.WriteAllText(Path.Combine(_directory, "Web.csproj"), "<Project/>");
        Directory.CreateDirectory(Path.Combine(_directory, "Properties"));
        File.WriteAllText(Path.Combine(_directory, "Properties", "launchSettings.json"), """
            {
              // the first that is a project is taken
              "profiles": {
                "docker": { "commandName": "Docker" },
                "web": {
                  "commandName": "Project",
                  "applicationUrl": "https://localhost:7001;http://localhost:5001;http://*:5002",
                  "commandLineArgs": "--a \"b c\"",
                  "environmentVariables": { "FROM": "profile", "TAKEN": "profile" },
                },
                "other": { "commandName": "Project", "applicationUrl": "http://localhost:6001" },
              }
            }
            """);
    }

    [Fact]
    public async Task AddProject_takes_endpoints_variables_and_arguments_of_the_first_profile()
    {
        var project = _builder.AddProject("web", _directory);
        project.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => (e.Name, e.Port, e.UriScheme))
            .ShouldBe([("https", 7001, "https"), ("http", 5001, "http"), ("http2", 5002, "http")]);
        await using var application = _builder.Build();
        var context = new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish);
        var configuration = await ExecutionConfigurationBuilder.Create(project.Resource).WithEnvironmentVariablesConfig().WithArgumentsConfig()
            .BuildAsync(context, cancellationToken: TestContext.Current.CancellationToken);
        configuration.Exception.ShouldBeNull();
        var variables = configuration.EnvironmentVariables.ToDictionary();
        variables["DOTNET_LAUNCH_PROFILE"].ShouldBe("web");
        variables["FROM"].ShouldBe("profile");
        variables["ASPNETCORE_URLS"].ShouldBe(
            "https://localhost:{web.bindings.https.targetPort};http://localhost:{web.bindings.http.targetPort};http://0.0.0.0:{web.bindings.http2.targetPort}");
        variables["ASPNETCORE_HTTPS_PORT"].ShouldBe("{web.bindings.https.port}");
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"].ShouldBe("in_memory");
        configuration.Arguments.Select(a => a.Value).ShouldBe(["--a", "b c"]);
    }

    [Fact]
    public void AddProject_named_profile_is_taken_and_an_unknown_one_throws()
    {
        Ports(_builder.AddProject("one", _directory, "other")).ShouldBe([6001]);
        Should.Throw<DistributedApplicationException>(() => _builder.AddProject("two", _directory, "absent")).Message.ShouldBe("Launch settings file does not contain 'absent' profile.");
    }

    [Fact]
    public void AddProject_without_profile_has_no_endpoints()
    {
        Ports(_builder.AddProject("one", _directory, launchProfileName: null)).ShouldBeEmpty();
        Ports(_builder.AddProject("two", _directory, options => options.ExcludeLaunchProfile = true)).ShouldBeEmpty();
    }

    [Fact]
    public void AddProject_profile_of_the_app_host_is_preferred_where_there_is_one() =>
        Ports(Build.New("--AppHost:DefaultLaunchProfileName=other").AddProject("web", _directory)).ShouldBe([6001]);

    [Fact]
    public void AddProject_kestrel_endpoints_replace_those_of_the_profile()
    {
        File.WriteAllText(Path.Combine(_directory, "appsettings.json"), """{ "Kestrel": { "Endpoints": { "Grpc": { "Url": "http://*:6500", "Protocols": "Http2" } } } }""");
        var endpoint = _builder.AddProject("web", _directory).Resource.Annotations.OfType<EndpointAnnotation>().ShouldHaveSingleItem();
        (endpoint.Name, endpoint.Port, endpoint.Transport).ShouldBe(("Grpc", 6500, "http2"));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static IEnumerable<int?> Ports(IResourceBuilder<ProjectResource> project) => project.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => e.Port);
}
