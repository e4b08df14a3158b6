using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class EnvironmentTests
{
    private readonly IDistributedApplicationBuilder _builder = Build.New();

    [Fact]
    public async Task WithReference_endpoint_named_like_a_scheme_is_keyed_by_its_scheme()
    {
        var server = _builder.AddExecutable("api-1", "sh", "/").WithEndpoint(scheme: "https", name: "http");
        Build.Allocate(server.Resource, 1001);
        var variables = await Build.VariablesAsync(Client().WithReference(server.GetEndpoint("http")).Resource);
        variables.ShouldBe(new Dictionary<string, string> { ["services__api-1__https__0"] = "https://localhost:1001", ["API_1_HTTP"] = "https://localhost:1001" }, ignoreOrder: true);
    }

    [Fact]
    public async Task WithReference_other_endpoint_is_keyed_by_its_name_and_only_it_is_given()
    {
        var server = _builder.AddExecutable("tf-1", "sh", "/").WithHttpEndpoint(name: "rest").WithHttpEndpoint(name: "grpc");
        Build.Allocate(server.Resource, 1001);
        var variables = await Build.VariablesAsync(Client().WithReference(server.GetEndpoint("grpc")).Resource);
        variables.ShouldBe(new Dictionary<string, string> { ["services__tf-1__grpc__0"] = "http://localhost:1002", ["TF_1_GRPC"] = "http://localhost:1002" }, ignoreOrder: true);
    }

    [Fact]
    public async Task WithReference_two_endpoints_with_one_key_are_counted()
    {
        var server = _builder.AddExecutable("api", "sh", "/").WithHttpEndpoint().WithEndpoint(scheme: "http", name: "https");
        Build.Allocate(server.Resource, 1001);
        var variables = await Build.VariablesAsync(Client().WithReference(server.GetEndpoint("http")).WithReference(server.GetEndpoint("https")).Resource);
        variables["services__api__http__0"].ShouldBe("http://localhost:1001");
        variables["services__api__http__1"].ShouldBe("http://localhost:1002");
    }

    [Fact]
    public async Task WithReference_whole_resource_leaves_out_what_is_excluded()
    {
        var server = Project("web").WithHttpEndpoint().WithHttpEndpoint(name: "admin").WithEndpoint("admin", e => e.ExcludeReferenceEndpoint = true);
        Build.Allocate(server.Resource, 1001);
        (await Build.VariablesAsync(Client().WithReference(server).Resource)).Keys.ShouldBe(["services__web__http__0", "WEB_HTTP"], ignoreOrder: true);
    }

    [Fact]
    public async Task WithReference_alias_is_the_service_name_as_it_is_written()
    {
        var server = Project("web").WithHttpEndpoint();
        Build.Allocate(server.Resource, 1001);
        (await Build.VariablesAsync(Client().WithReference(server, "front-end").Resource)).Keys.ShouldBe(["services__front-end__http__0", "front_end_HTTP"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(ReferenceEnvironmentInjectionFlags.None)]
    [InlineData(ReferenceEnvironmentInjectionFlags.ServiceDiscovery, "services__web__http__0")]
    [InlineData(ReferenceEnvironmentInjectionFlags.Endpoints, "WEB_HTTP")]
    [InlineData(ReferenceEnvironmentInjectionFlags.All, "services__web__http__0", "WEB_HTTP")]
    public async Task WithReferenceEnvironment_chooses_the_variables(ReferenceEnvironmentInjectionFlags flags, params string[] expected)
    {
        var server = Project("web").WithHttpEndpoint();
        Build.Allocate(server.Resource, 1001);
        (await Build.VariablesAsync(Client().WithReference(server).WithReferenceEnvironment(flags).Resource)).Keys.ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task WithReference_uri_has_the_endpoint_name_default() =>
        (await Build.VariablesAsync(Client().WithReference("store", new Uri("http://store.example/")).Resource)).ShouldBe(
            new Dictionary<string, string> { ["services__store__default__0"] = "http://store.example/", ["store"] = "http://store.example/" }, ignoreOrder: true);

    [Fact]
    public void WithReference_uri_with_a_path_throws() =>
        Should.Throw<InvalidOperationException>(() => Client().WithReference("store", new Uri("http://store.example/path")));

    [Fact]
    public async Task WithReference_external_service_is_keyed_by_scheme() =>
        (await Build.VariablesAsync(Client().WithReference(_builder.AddExternalService("store", "https://store.example/")).Resource))["services__store__https__0"].ShouldBe("https://store.example/");

    [Fact]
    public async Task WithReference_connection_string_brings_its_properties()
    {
        var source = _builder.AddConnectionString("my-db", ReferenceExpression.Create($"Host=db")).WithConnectionProperty("Host", "db");
        (await Build.VariablesAsync(Client().WithReference(source).Resource)).ShouldBe(
            new Dictionary<string, string> { ["ConnectionStrings__my-db"] = "Host=db", ["MY_DB_HOST"] = "db" }, ignoreOrder: true);
    }

    [Fact]
    public async Task WithReference_connection_string_takes_another_name() =>
        (await Build.VariablesAsync(Client().WithReference(_builder.AddConnectionString("db", ReferenceExpression.Create($"x")), "other").Resource)).Keys.ShouldBe(["ConnectionStrings__other"]);

    [Fact]
    public async Task WithReference_connection_string_missing_throws_unless_optional()
    {
        var source = _builder.AddConnectionString("absent");
        (await Build.VariablesAsync(Client("lenient").WithReference(source, optional: true).Resource)).ShouldNotContainKey("ConnectionStrings__absent");
        (await Should.ThrowAsync<MissingParameterValueException>(() => Build.VariablesAsync(Client().WithReference(source).Resource))).Message.ShouldContain("ConnectionStrings:absent");
    }

    [Fact]
    public async Task WithEnvironment_resolves_every_kind_of_value()
    {
        var server = _builder.AddExecutable("api", "sh", "/").WithHttpEndpoint();
        Build.Allocate(server.Resource, 1001);
        var parameter = _builder.AddParameter("size", "big");
        var client = Client()
            .WithEnvironment("TEXT", "t").WithEnvironment("NOTHING", (string?)null).WithEnvironment("LATE", () => "l")
            .WithEnvironment("ENDPOINT", server.GetEndpoint("http")).WithEnvironment("PARAMETER", parameter)
            .WithEnvironment("MADE", $"{server.GetEndpoint("http").Property(EndpointProperty.Port)}/{parameter}")
            .WithEnvironment(context => context.EnvironmentVariables["CALLED"] = context.Resource.Name);
        (await Build.VariablesAsync(client.Resource)).ShouldBe(new Dictionary<string, string>
        {
            ["TEXT"] = "t",
            ["NOTHING"] = "",
            ["LATE"] = "l",
            ["ENDPOINT"] = "http://localhost:1001",
            ["PARAMETER"] = "big",
            ["MADE"] = "1001/big",
            ["CALLED"] = "client",
        }, ignoreOrder: true);
        client.Resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(r => (r.Resource.Name, r.Type)).ShouldBe([("api", "Reference"), ("size", "Reference")]);
    }

    [Fact]
    public async Task WithArgs_resolves_values_and_knows_the_secret_ones()
    {
        var secret = _builder.AddParameter("token", "s3", secret: true);
        var configuration = await Build.ConfigurationAsync(Client().WithArgs("--token", secret).WithArgs(context => context.Args.Add(7)).Resource);
        configuration.Arguments.ShouldBe([("--token", false), ("s3", true), ("7", false)]);
    }

    private IResourceBuilder<ExecutableResource> Client(string name = "client") => _builder.AddExecutable(name, "sh", "/");

    // Not by AddProject: that would add the variables of the project itself.
    private IResourceBuilder<ProjectResource> Project(string name) => _builder.AddResource(new ProjectResource(name));
}
