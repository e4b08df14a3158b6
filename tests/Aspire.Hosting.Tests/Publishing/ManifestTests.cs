using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Publishing;

/// <summary>What each kind of resource is in a manifest.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aspire-manifest-");
    private readonly IDistributedApplicationBuilder _builder;

    public ManifestTests() => _builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = ["--publisher", "manifest", "--output-path", At("manifest.json")],
        DisableDashboard = true,
        ProjectDirectory = _folder.CreateSubdirectory("host").FullName,
    });

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Container_with_an_image()
    {
        var secret = _builder.AddParameter("secret", new GenerateParameterDefault { MinLength = 30, Special = false }, secret: true);
        _builder.AddContainer("c", "ghcr.io/o/i", "2")
            .WithEntrypoint("/bin/run")
            .WithArgs("--a", "{}")
            .WithBindMount("data", "/data", isReadOnly: true)
            .WithVolume("kept", "/kept")
            .WithEnvironment("SECRET", secret)
            .WithEnvironment("BOTH", $"{{x}} {secret}")
            .WithHttpEndpoint(targetPort: 80)
            .WithEndpoint(port: 9001, targetPort: 9000, name: "raw", isExternal: true);

        (await EntryAsync("c")).ShouldBe(Same("""
            {
              "type": "container.v0",
              "image": "ghcr.io/o/i:2",
              "entrypoint": "/bin/run",
              "args": ["--a", "{{}}"],
              "bindMounts": [{ "source": "host/data", "target": "/data", "readOnly": true }],
              "volumes": [{ "name": "kept", "target": "/kept", "readOnly": false }],
              "env": { "SECRET": "{secret.value}", "BOTH": "{{x}} {secret.value}" },
              "bindings": {
                "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 80 },
                "raw": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "port": 9001, "targetPort": 9000, "external": true }
              }
            }
            """));
        (await EntryAsync("secret")).ShouldBe(Same("""
            {
              "type": "parameter.v0",
              "value": "{secret.inputs.value}",
              "inputs": { "value": { "type": "string", "secret": true, "default": { "generate": { "minLength": 30, "special": false } } } }
            }
            """));
    }

    [Fact]
    public async Task Container_that_is_built()
    {
        var tag = _builder.AddParameter("tag", "9", publishValueAsDefault: true);
        _builder.AddDockerfile("c", "../context", "docker/Dockerfile", "last").WithBuildArg("BASE", "image:1").WithBuildArg("TAG", tag);

        (await EntryAsync("c")).ShouldBe(Same("""
            {
              "type": "container.v1",
              "build": { "context": "context", "dockerfile": "context/docker/Dockerfile", "stage": "last", "args": { "BASE": "image:1", "TAG": "{tag.value}" } }
            }
            """));
        (await EntryAsync("tag")).ShouldBe(Same("""{ "type": "parameter.v0", "value": "{tag.inputs.value}", "inputs": { "value": { "type": "string", "default": { "value": "9" } } } }"""));
    }

    [Fact]
    public async Task Project_has_the_endpoints_of_its_profile_without_their_ports()
    {
        File.WriteAllText(At("host", "Web.csproj"), "<Project/>");
        Directory.CreateDirectory(At("host", "Properties"));
        File.WriteAllText(At("host", "Properties", "launchSettings.json"), """{ "profiles": { "web": { "commandName": "Project", "applicationUrl": "https://localhost:7001;http://localhost:5001" } } }""");
        var cache = _builder.AddContainer("cache", "redis").WithEndpoint(targetPort: 6379, name: "tcp");
        _builder.AddProject("web", "Web.csproj").WithExternalHttpEndpoints().WithReference(cache.GetEndpoint("tcp")).WaitFor(cache);

        (await EntryAsync("web")).ShouldBe(Same("""
            {
              "type": "project.v0",
              "path": "host/Web.csproj",
              "env": {
                "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY": "in_memory",
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED": "true",
                "HTTP_PORTS": "{web.bindings.http.targetPort}",
                "services__cache__tcp__0": "{cache.bindings.tcp.url}",
                "CACHE_TCP": "{cache.bindings.tcp.url}"
              },
              "bindings": {
                "https": { "scheme": "https", "protocol": "tcp", "transport": "http", "external": true },
                "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "external": true }
              }
            }
            """));
    }

    [Fact]
    public async Task Project_that_does_not_trust_forwarded_headers_listens_where_it_is_told()
    {
        File.WriteAllText(At("host", "Web.csproj"), "<Project/>");
        _builder.AddProject("web", "Web.csproj", launchProfileName: null).DisableForwardedHeaders().WithHttpEndpoint().WithHttpEndpoint(name: "more").WithHttpsEndpoint()
            .WithEndpointsInEnvironment(endpoint => endpoint.UriScheme == "http");

        var variables = JsonNode.Parse(await EntryAsync("web"))!["env"]!.AsObject();
        variables.Select(variable => $"{variable.Key}={variable.Value}").ShouldBe(["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY=in_memory", "HTTP_PORTS={web.bindings.http.targetPort};{web.bindings.more.targetPort}"]);
    }

    [Fact]
    public async Task Executable_value_and_resources_without_a_writer()
    {
        _builder.AddExecutable("tool", "sh", "work", "-c", "true");
        _builder.AddConnectionString("joined", ReferenceExpression.Create($"a={_builder.AddParameter("p", secret: true)}"));
        _builder.AddConnectionString("outside");
        _builder.AddResource(new Odd("odd"));
        _builder.AddResource(new Odd("own")).WithManifestPublishingCallback(context => context.Writer.WriteString("path", context.GetManifestRelativePath(At("else", "where"))));
        _builder.AddResource(new Odd("left-out")).ExcludeFromManifest();

        (await EntryAsync("tool")).ShouldBe(Same("""{ "type": "executable.v0", "workingDirectory": "host/work", "command": "sh", "args": ["-c", "true"] }"""));
        (await EntryAsync("joined")).ShouldBe(Same("""{ "type": "value.v0", "connectionString": "a={p.value}" }"""));
        (await EntryAsync("outside")).ShouldBe(Same("""{ "type": "parameter.v0", "connectionString": "{outside.value}", "value": "{outside.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } }"""));
        (await EntryAsync("odd")).ShouldBe(Same("""{ "error": "This resource does not support generation in the manifest." }"""));
        (await EntryAsync("own")).ShouldBe(Same("""{ "path": "else/where" }"""));
        (await ManifestAsync()).AsObject().ContainsKey("left-out").ShouldBeFalse();
    }

    [Fact]
    public async Task Parameter_that_only_its_user_knows_is_written_too()
    {
        var password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(_builder, "password", special: false);
        _builder.AddContainer("c", "image").WithEnvironment("PASSWORD", ReferenceExpression.Create($"{password}"));

        (await EntryAsync("password")).ShouldContain("parameter.v0");
    }

    [Fact]
    public async Task Nothing_is_started()
    {
        _builder.AddExecutable("tool", "/bin/sh", "/", "-c", $"touch {At("started")}");
        await using var application = _builder.Build();

        await application.RunAsync(TestContext.Current.CancellationToken);

        Directory.EnumerateFileSystemEntries(_folder.FullName).Select(path => Path.GetFileName(path)!).Order().ShouldBe(["host", "manifest.json"]);
    }

    [Theory]
    [InlineData("There is no publisher 'helm'", "--publisher", "helm")]
    [InlineData("There is no step 'deploy'", "--operation", "publish", "--step", "deploy")]
    [InlineData("add an environment such as AddDockerComposeEnvironment", "--operation", "publish")]
    public async Task Target_that_is_not_there_is_named(string message, params string[] arguments)
    {
        await using var application = Build.New(arguments).Build();

        (await Should.ThrowAsync<DistributedApplicationException>(() => application.StartAsync(TestContext.Current.CancellationToken))).Message.ShouldContain(message);
    }

    private static string Same(string json) => JsonNode.Parse(json)!.ToJsonString();

    private async Task<string> EntryAsync(string resource) => (await ManifestAsync())[resource]!.ToJsonString();

    private async Task<JsonNode> ManifestAsync()
    {
        if (!File.Exists(At("manifest.json")))
        {
            await using var application = _builder.Build();
            await application.StartAsync(TestContext.Current.CancellationToken);
        }

        return JsonNode.Parse(await File.ReadAllTextAsync(At("manifest.json"), TestContext.Current.CancellationToken))!["resources"]!;
    }

    private string At(params string[] path) => Path.Combine([_folder.FullName, .. path]);

    private sealed class Odd(string name) : Resource(name);
}
