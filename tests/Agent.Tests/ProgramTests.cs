using System.Diagnostics;

namespace Agent.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task Supervisor_mode_without_a_command_is_refused_with_a_sentence()
    {
        var (code, output) = await RunAsync("Agent:Name=n", "--");
        code.ShouldBe(1);
        output.ShouldContain("After -- the command of the model server has to follow");
    }

    [Fact]
    public async Task Supervisor_mode_does_not_start_the_server_when_the_configuration_is_wrong()
    {
        var (code, output) = await RunAsync("Agent:DrainPeriod=-1", "ConnectionStrings:nacos=http://localhost:1", "--", "echo", "served");
        code.ShouldBe(1);
        output.ShouldContain("Agent:DrainPeriod is");
        output.ShouldNotContain("served");
    }

    [Fact]
    public async Task Health_is_an_exit_code_and_a_sentence_and_needs_no_registry()
    {
        await using var node = await FakeTfServing.StartAsync();
        var (code, output) = await RunAsync($"Agent:Node={node.Address}", "--health");
        code.ShouldBe(1);
        output.ShouldContain("no version of a model is AVAILABLE");

        node.Set("ResNet", 2);
        (code, output) = await RunAsync("--health", $"Agent:Node={node.Address}");
        code.ShouldBe(0);
        output.ShouldContain("serves ResNet (2)");
    }

    [Fact]
    public async Task Every_mistake_in_the_configuration_is_said_and_the_exit_code_is_1()
    {
        var (code, output) = await RunAsync("Agent:GrpcPort=0", "Agent:Node=nowhere");
        code.ShouldBe(1);
        output.ShouldContain("ConnectionStrings:nacos is missing");
        output.ShouldContain("Agent:GrpcPort is 0");
        output.ShouldContain("Agent:Node is 'nowhere'");
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_named()
    {
        var (code, output) = await RunAsync("ConnectionStrings:nacos=http://localhost:1", "Agent:PollInterval=soon");
        code.ShouldBe(1);
        output.ShouldContain("Agent:PollInterval");
        output.ShouldNotContain("   at "); // No stack trace.
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Agent.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
