using Agent.Supervision;

namespace Agent.Tests.Supervision;

public sealed class AgentCommandTests
{
    [Theory]
    [InlineData("Agent:Name=n", "Agent:Name=n", null)]
    [InlineData("Agent:Name=n -- tensorflow_model_server --port=8500", "Agent:Name=n", "tensorflow_model_server --port=8500")]
    [InlineData("Agent:Name=n tensorflow_model_server --port=8500", "Agent:Name=n", "tensorflow_model_server --port=8500")]
    [InlineData("/usr/bin/tensorflow_model_server --port=8500", "", "/usr/bin/tensorflow_model_server --port=8500")]
    [InlineData("-- taskset -c 0 tensorflow_model_server -- --health", "", "taskset -c 0 tensorflow_model_server -- --health")]
    [InlineData("Agent:Name=tensorflow_model_server", "Agent:Name=tensorflow_model_server", null)]
    public void Settings_end_where_the_servers_command_begins(string line, string settings, string? server)
    {
        var command = AgentCommand.Parse(line.Split(' '));
        string.Join(' ', command.Settings).ShouldBe(settings);
        (command.Server is { } given ? string.Join(' ', given.Words) : null).ShouldBe(server);
        command.AsksForHealth.ShouldBeFalse();
        command.Problem.ShouldBeNull();
    }

    [Fact]
    public void A_separator_without_a_command_is_a_mistake() => AgentCommand.Parse(["--"]).Problem.ShouldNotBeNull();

    [Fact]
    public void Health_is_asked_for_before_the_command_only()
    {
        var command = AgentCommand.Parse(["--health", "Agent:Node=http://localhost:1"]);
        command.AsksForHealth.ShouldBeTrue();
        command.Settings.ShouldBe(["Agent:Node=http://localhost:1"]);
    }
}
