using Agent.Supervision;
using Microsoft.Extensions.DependencyInjection;

namespace Agent.Tests.Supervision;

public sealed class ServerCommandTests
{
    [Theory]
    [InlineData("--port=8510 --rest_api_port=8511", "Agent:Node=http://localhost:8511 Agent:GrpcPort=8510")]
    [InlineData("--rest_api_port=8501 --model_name=m --rest_api_port=9001", "Agent:Node=http://localhost:9001")]
    [InlineData("--rest_api_port=0 --port=0", "")]
    [InlineData("--rest_api_port=many --portable=1 --port", "")]
    [InlineData("--model_name=m", "")]
    public void Ports_are_read_from_the_flags(string flags, string expected)
        => string.Join(' ', new ServerCommand(["tensorflow_model_server", .. flags.Split(' ')]).Settings().Select(s => $"{s.Key}={s.Value}")).ShouldBe(expected);

    [Fact]
    public void What_is_configured_wins()
    {
        using var host = AgentHost.Build(["ConnectionStrings:nacos=http://localhost:1", "Agent:Node=http://node:7"], new(["server", "--port=8510", "--rest_api_port=8511"]));
        var options = host.Services.GetRequiredService<AgentOptions>();
        options.Node.ShouldBe(new Uri("http://node:7"));
        options.GrpcPort.ShouldBe(8510);
    }
}
