using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.ServiceDiscovery.Tests;

public sealed class ConfigurationProviderTests
{
    [Theory]
    [InlineData("http://svc", "http://a:1")]
    [InlineData("https://svc", "https://b:2")]
    [InlineData("https+http://svc", "https://b:2")]
    [InlineData("http+https://svc", "http://a:1")]
    [InlineData("svc", "http://a:1,https://b:2,c:3")]
    [InlineData("http://_grpc.svc", "http://g:4")]
    public async Task GetEndpoints_keeps_the_first_scheme_that_any_endpoint_has(string name, string expected)
    {
        await using var services = Services(
            ("Services:svc:default:0", "http://a:1"),
            ("Services:svc:default:1", "https://b:2"),
            ("Services:svc:default:2", "c:3"),
            ("Services:svc:grpc", "http://g:4"));
        var endpoints = (await Resolve(services, name)).Endpoints.Select(e => e.ToString()!.TrimEnd('/'));

        // Addresses without a scheme suit every scheme.
        var addresses = expected.Split(',').Union(name.Contains('_', StringComparison.Ordinal) ? [] : ["c:3"]);
        endpoints.ShouldBe(addresses);
    }

    [Fact]
    public async Task GetEndpoints_without_a_default_section_takes_that_of_the_first_scheme()
    {
        await using var services = Services(("Services:svc:http:0", "http://a:1"), ("Services:svc:https:0", "https://b:2"));
        (await Resolve(services, "https+http://svc")).Endpoints.Single().ToString().ShouldBe("https://b:2/");
        (await Resolve(services, "http://svc")).Endpoints.Single().ToString().ShouldBe("http://a:1/");
    }

    [Fact]
    public async Task GetEndpoints_of_schemes_that_are_not_allowed_leaves_only_the_allowed()
    {
        await using var services = Services(
            options =>
            {
                options.AllowAllSchemes = false;
                options.AllowedSchemes = ["https"];
            },
            ("Services:svc:default:0", "http://a:1"),
            ("Services:svc:default:1", "https://b:2"));
        (await Resolve(services, "https+http://svc")).Endpoints.Single().ToString().ShouldBe("https://b:2/");
        (await Resolve(services, "svc")).Endpoints.Single().ToString().ShouldBe("https://b:2/");
    }

    [Fact]
    public async Task GetEndpoints_of_an_unknown_name_passes_it_through()
    {
        await using var services = Services();
        (await Resolve(services, "http://node-1:8501")).Endpoints.Single().EndPoint.ShouldBe(new DnsEndPoint("node-1", 8501));
        (await Resolve(services, "http://_grpc.node-1")).Endpoints.Single().EndPoint.ShouldBe(new DnsEndPoint("node-1", 80));
        (await Resolve(services, "127.0.0.1:8501")).Endpoints.Single().EndPoint.ShouldBe(new IPEndPoint(IPAddress.Loopback, 8501));
    }

    [Fact]
    public async Task GetEndpoints_of_a_section_with_names_for_numbers_throws()
    {
        await using var services = Services(("Services:svc:default:first", "http://a:1"));
        var exception = await Should.ThrowAsync<KeyNotFoundException>(() => Resolve(services, "http://svc").AsTask());
        exception.Message.ShouldContain("non-numeric keys");
    }

    [Fact]
    public async Task GetEndpoints_of_a_value_that_is_no_endpoint_throws()
    {
        await using var services = Services(("Services:svc:default:0", "http://"));
        (await Should.ThrowAsync<KeyNotFoundException>(() => Resolve(services, "http://svc").AsTask())).Message.ShouldContain("Services:svc:default:0");
    }

    [Fact]
    public async Task ShouldApplyHostNameMetadata_when_true_gives_the_service_name_as_host()
    {
        await using var services = Services(("Services:svc:default", "http://a:1"), ("Services:svc:other", "http://b:1"));
        services.GetRequiredService<IOptions<ConfigurationServiceEndpointProviderOptions>>().Value.ShouldApplyHostNameMetadata =
            endpoint => endpoint.ToString()!.Contains("//a", StringComparison.Ordinal);
        (await Resolve(services, "http://svc")).Endpoints.Single().Features.Get<IHostNameFeature>()!.HostName.ShouldBe("svc");
        (await Resolve(services, "http://_other.svc")).Endpoints.Single().Features.Get<IHostNameFeature>().ShouldBeNull();
    }

    [Fact]
    public async Task GetEndpoints_after_configuration_was_reloaded_gives_the_new_endpoints()
    {
        await using var services = Services(("Services:svc:default", "http://a:1"));
        var before = await Resolve(services, "http://svc");
        var configuration = (IConfigurationRoot)services.GetRequiredService<IConfiguration>();
        configuration["Services:svc:default"] = "http://b:1";
        configuration.Reload();
        before.ChangeToken.HasChanged.ShouldBeTrue();
        (await Resolve(services, "http://svc")).Endpoints.Single().ToString().ShouldBe("http://b:1/");
    }

    [Fact]
    public void Options_that_are_not_valid_are_refused_with_a_sentence()
    {
        using var services = new ServiceCollection()
            .AddServiceDiscovery(options => options.AllowedSchemes = null!)
            .AddConfigurationServiceEndpointProvider(options => options.SectionName = "")
            .BuildServiceProvider();
        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<ServiceDiscoveryOptions>>().Value)
            .Message.ShouldContain("AllowedSchemes");
        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IOptions<ConfigurationServiceEndpointProviderOptions>>().Value)
            .Message.ShouldContain("SectionName");
    }

    private static ServiceProvider Services(params (string Key, string Value)[] values) => Services(_ => { }, values);

    private static ServiceProvider Services(Action<ServiceDiscoveryOptions> configure, params (string Key, string Value)[] values) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)))
                .Build())
            .AddServiceDiscovery(configure)
            .BuildServiceProvider();

    private static ValueTask<ServiceEndpointSource> Resolve(ServiceProvider services, string name) =>
        services.GetRequiredService<ServiceEndpointResolver>().GetEndpointsAsync(name, CancellationToken.None);
}
