using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Nacos.V2;
using OpenTelemetry.Instrumentation.Http;

namespace Registry.Bridge.Tests;

public sealed class RegistryHostExtensionsTests
{
    [Fact]
    public void Options_come_from_the_connection_string_and_the_section()
    {
        var options = Options(("ConnectionStrings:nacos", "http://a:8848, http://b:8848"), ("Nacos:UserName", "u"), ("Nacos:Password", "p"), ("Nacos:NamingUseRpc", "false"));
        options.ServerAddresses.ShouldBe(["http://a:8848", "http://b:8848"]);
        (options.UserName, options.Password, options.NamingUseRpc, options.DefaultTimeOut).ShouldBe(("u", "p", false, 5000));
    }

    [Theory]
    [InlineData(null, "ConnectionStrings:nacos is missing")]
    [InlineData("localhost:8848", "which is not an address")]
    public void A_bad_connection_string_is_named(string? value, string expected)
        => Should.Throw<OptionsValidationException>(() => Options(("ConnectionStrings:nacos", value))).Message.ShouldContain(expected);

    [Fact]
    public void A_user_without_password_is_named()
        => Should.Throw<OptionsValidationException>(() => Options(("ConnectionStrings:nacos", "http://a:1"), ("Nacos:UserName", "u"))).Message.ShouldContain("belong together");

    [Fact]
    public void Calls_to_the_registry_are_traced_within_a_trace_only_and_others_always()
    {
        var filter = Read<HttpClientTraceInstrumentationOptions>(("ConnectionStrings:nacos", "http://a:8848, http://b:8848"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317")).FilterHttpRequestMessage.ShouldNotBeNull();
        using var toRegistry = new HttpRequestMessage(HttpMethod.Get, "http://b:8848/nacos/v1/ns/instance/list");
        using var toOther = new HttpRequestMessage(HttpMethod.Get, "http://b:8501/v1/models");

        // As the instrumentation asks: the call's own activity is the current one.
        using (new Activity("call").Start())
        {
            filter(toRegistry).ShouldBeFalse();
            filter(toOther).ShouldBeTrue();
        }

        using (new Activity("register").Start())
        using (new Activity("call").Start())
        {
            filter(toRegistry).ShouldBeTrue();
        }
    }

    [Fact]
    public void Without_telemetry_nothing_of_tracing_is_configured()
        => Read<HttpClientTraceInstrumentationOptions>(("ConnectionStrings:nacos", "http://a:8848")).FilterHttpRequestMessage.ShouldBeNull();

    private static NacosSdkOptions Options(params (string Key, string? Value)[] settings) => Read<NacosSdkOptions>(settings);

    private static T Read<T>(params (string Key, string? Value)[] settings)
        where T : class
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => s.Value));
        builder.AddNacosRegistry();
        using var host = builder.Build();
        return host.Services.GetRequiredService<IOptions<T>>().Value;
    }
}
