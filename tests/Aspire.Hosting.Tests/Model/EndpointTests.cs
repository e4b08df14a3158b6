using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Model;

public sealed class EndpointTests
{
    private readonly IDistributedApplicationBuilder _builder = Build.New();

    [Theory]
    [InlineData(null, ProtocolType.Tcp, "tcp", "tcp")]
    [InlineData(null, ProtocolType.Udp, "udp", "udp")]
    [InlineData("http", ProtocolType.Tcp, "http", "http")]
    [InlineData("https", ProtocolType.Tcp, "https", "http")]
    [InlineData("redis", ProtocolType.Tcp, "redis", "tcp")]
    public void WithEndpoint_name_and_transport_default_to_the_scheme(string? scheme, ProtocolType protocol, string name, string transport)
    {
        var endpoint = Executable().WithEndpoint(scheme: scheme, protocol: protocol).Resource.Annotations.OfType<EndpointAnnotation>().Single();
        (endpoint.Name, endpoint.UriScheme, endpoint.Transport).ShouldBe((name, name, transport));
    }

    [Fact]
    public void WithHttpEndpoint_same_name_twice_throws() =>
        Should.Throw<DistributedApplicationException>(() => Executable().WithHttpEndpoint().WithHttpEndpoint(port: 1)).Message.ShouldContain("Endpoint with name 'http' already exists");

    [Fact]
    public void WithEndpoint_callback_changes_what_is_there_and_creates_only_when_allowed()
    {
        var executable = Executable().WithHttpEndpoint()
            .WithEndpoint("http", endpoint => endpoint.Port = 7)
            .WithEndpoint("absent", endpoint => endpoint.Port = 8, createIfNotExists: false);
        var only = executable.Resource.Annotations.OfType<EndpointAnnotation>().ShouldHaveSingleItem();
        only.Port.ShouldBe(7);
        only.TargetPort.ShouldBeNull();
    }

    [Fact]
    public void Proxyless_port_and_target_port_mirror_each_other()
    {
        var executable = Executable().WithEndpoint(port: 5, name: "a", isProxied: false).WithEndpoint(targetPort: 6, name: "b", isProxied: false);
        executable.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => (e.Port, e.TargetPort)).ShouldBe([(5, 5), (6, 6)]);
    }

    [Fact]
    public async Task AsHttp2Service_changes_the_transport_of_http_endpoints_before_the_start()
    {
        string[] seen = [];
        var executable = Executable().WithHttpEndpoint().WithEndpoint(name: "raw").WithExplicitStart().AsHttp2Service();
        _builder.OnBeforeStart((_, _) =>
        {
            seen = [.. executable.Resource.Annotations.OfType<EndpointAnnotation>().Select(e => e.Transport)];
            return Task.CompletedTask;
        });
        await using var application = _builder.Build();
        await application.StartAsync(TestContext.Current.CancellationToken);
        seen.ShouldBe(["http2", "tcp"]);
        await application.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Url_before_allocation_throws_after_it_is_the_address()
    {
        var executable = Executable().WithHttpEndpoint();
        var endpoint = executable.GetEndpoint("http");
        endpoint.IsAllocated.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => endpoint.Url).Message.ShouldBe("The endpoint `http` is not allocated for the resource `app`.");
        Build.Allocate(executable.Resource, 4711);
        (endpoint.Url, endpoint.Port, endpoint.Host, endpoint.IsHttp).ShouldBe(("http://localhost:4711", 4711, "localhost", true));
    }

    [Fact]
    public void Undefined_endpoint_does_not_exist_and_throws_when_used()
    {
        var endpoint = Executable().GetEndpoint("other");
        endpoint.Exists.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => endpoint.Url).Message.ShouldBe("The endpoint `other` is not defined for the resource `app`.");
    }

    [Fact]
    public async Task GetValueAsync_waits_for_the_allocation()
    {
        var executable = Executable().WithHttpEndpoint();
        var value = executable.GetEndpoint("http").GetValueAsync(TestContext.Current.CancellationToken).AsTask();
        value.IsCompleted.ShouldBeFalse();
        Build.Allocate(executable.Resource, 4711);
        (await value).ShouldBe("http://localhost:4711");
    }

    [Theory]
    [InlineData(EndpointProperty.Url, "http://localhost:4711", "{app.bindings.http.url}")]
    [InlineData(EndpointProperty.Host, "localhost", "{app.bindings.http.host}")]
    [InlineData(EndpointProperty.IPV4Host, "127.0.0.1", "{app.bindings.http.host}")]
    [InlineData(EndpointProperty.Port, "4711", "{app.bindings.http.port}")]
    [InlineData(EndpointProperty.TargetPort, "80", "{app.bindings.http.targetPort}")]
    [InlineData(EndpointProperty.Scheme, "http", "{app.bindings.http.scheme}")]
    [InlineData(EndpointProperty.HostAndPort, "localhost:4711", "{app.bindings.http.host}:{app.bindings.http.port}")]
    [InlineData(EndpointProperty.TlsEnabled, "False", "{app.bindings.http.tlsEnabled}")]
    public async Task Property_has_a_value_and_an_expression(EndpointProperty property, string value, string expression)
    {
        var executable = Executable().WithHttpEndpoint(targetPort: 80);
        Build.Allocate(executable.Resource, 4711);
        var reference = executable.GetEndpoint("http").Property(property);
        (await reference.GetValueAsync(TestContext.Current.CancellationToken)).ShouldBe(value);
        reference.ValueExpression.ShouldBe(expression);
    }

    [Fact]
    public async Task Start_proxied_with_equal_ports_throws() =>
        (await StartFailureAsync(Executable().WithHttpEndpoint(port: 5, targetPort: 5))).ShouldContain("Non-container resources cannot be proxied");

    [Fact]
    public async Task Start_container_without_target_port_throws() =>
        (await StartFailureAsync(_builder.AddContainer("c", "image").WithHttpEndpoint())).ShouldContain("must specify the TargetPort value");

    [Fact]
    public async Task Start_circle_of_parents_throws()
    {
        var (one, two) = (Executable(), _builder.AddExecutable("two", "sh", "/"));
        (await StartFailureAsync(one.WithParentRelationship(two.WithParentRelationship(one)))).ShouldContain("Circular dependency detected");
    }

    private static async Task<string> StartFailureAsync(IResourceBuilder<IResource> resource)
    {
        await using var application = resource.ApplicationBuilder.Build();
        return (await Should.ThrowAsync<InvalidOperationException>(() => application.StartAsync(TestContext.Current.CancellationToken))).Message;
    }

    private IResourceBuilder<ExecutableResource> Executable() => _builder.AddExecutable("app", "sh", "/");
}
