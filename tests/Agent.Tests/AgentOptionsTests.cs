using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Agent.Tests;

public sealed class AgentOptionsTests
{
    [Theory]
    [InlineData("Agent:Node", "localhost", "Agent:Node is 'localhost'")]
    [InlineData("Agent:Advertise", "10.0.0.5", "Agent:Advertise is '10.0.0.5'")]
    [InlineData("Agent:Advertise", "10.0.0.5:0", "Agent:Advertise is")]
    [InlineData("Agent:GrpcPort", "70000", "Agent:GrpcPort is 70000")]
    [InlineData("Agent:Cluster", "rack_1", "Agent:Cluster is 'rack_1'")]
    [InlineData("Agent:PollInterval", "00:00:00", "Agent:PollInterval is")]
    [InlineData("Agent:UnreachableAfter", "00:00:00", "Agent:UnreachableAfter is")]
    [InlineData("Agent:Labels:0", "sta/ble", "Agent:Labels holds 'sta/ble'")]
    [InlineData("Agent:Probe", "x", "Agent:Probe is 'x'")]
    [InlineData("Agent:Probe", "/v1/models/m:predict ", "Agent:Probe is")]
    [InlineData("Agent:DrainPeriod", "-00:00:01", "Agent:DrainPeriod is -00:00:01")]
    [InlineData("Agent:DrainPeriod", "02:00:00", "Agent:DrainPeriod is")]
    [InlineData("Agent:StopTimeout", "00:00:00", "Agent:StopTimeout is")]
    public void A_mistake_is_named_with_what_to_do(string key, string value, string expected)
        => Should.Throw<OptionsValidationException>(() => Options($"{key}={value}")).Message.ShouldContain(expected);

    [Fact]
    public void Two_mistakes_are_two_sentences()
        => Should.Throw<OptionsValidationException>(() => Options("Agent:GrpcPort=0", "Agent:Cluster=")).Failures.Count().ShouldBe(2);

    [Fact]
    public void Lists_are_read()
    {
        var options = Options("Agent:Models:0=a", "Agent:Models:1=b", "Agent:Labels:0=stable");
        options.Models.ShouldBe(["a", "b"]);
        options.Labels.ShouldBe(["stable"]);
    }

    private static AgentOptions Options(params string[] args)
    {
        using var host = AgentHost.Build(["ConnectionStrings:nacos=http://localhost:1", .. args]);
        return host.Services.GetRequiredService<AgentOptions>();
    }
}
