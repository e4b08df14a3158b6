using Agent.Supervision;

namespace Agent.Tests.Supervision;

public sealed class HealthCommandTests : IAsyncLifetime
{
    private FakeTfServing _node = null!;

    public async ValueTask InitializeAsync() => _node = await FakeTfServing.StartAsync();

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    [Fact]
    public async Task A_node_with_an_AVAILABLE_version_is_healthy_whatever_else_is_loading()
    {
        _node.Set("ResNet", 1);
        _node.Set("digits", 1, "LOADING");
        (await AskAsync()).ShouldBe((0, $"{_node.Address}/ serves ResNet (1)."));
    }

    [Fact]
    public async Task A_node_that_is_loading_is_not()
    {
        _node.Set("ResNet", 1, "LOADING");
        (await AskAsync()).ShouldBe((1, $"{_node.Address}/ answers, but no version of a model is AVAILABLE."));
    }

    [Fact]
    public async Task Nor_is_one_that_refuses_connections_or_fails()
    {
        _node.Set("ResNet", 1);
        _node.Status = 503;
        (await AskAsync()).Sentence.ShouldContain("was answered 503");
        await _node.DownAsync();
        var (code, sentence) = await AskAsync();
        code.ShouldBe(1);
        sentence.ShouldContain("does not answer");
    }

    [Fact]
    public async Task A_probe_has_to_be_answered_too()
    {
        _node.Set("ResNet", 1);
        var (code, sentence) = await AskAsync("""Agent:Probe=/v1/models/ResNet:predict {"instances":[1]}""");
        code.ShouldBe(1);
        sentence.ShouldStartWith("POST /v1/models/ResNet:predict was answered 404: ");

        (await AskAsync("Agent:Probe=/v1/models/ResNet {}")).Code.ShouldBe(0);
        _node.Requests.Last().ShouldBe("/v1/models/ResNet");
    }

    [Fact]
    public async Task A_probe_may_be_a_file()
    {
        _node.Set("ResNet", 1);
        var file = Path.GetTempFileName();
        (await AskAsync($"Agent:Probe=/v1/models/ResNet @{file}")).Code.ShouldBe(0);
        File.Delete(file);
        (await AskAsync($"Agent:Probe=/v1/models/ResNet @{file}")).Sentence.ShouldContain(file);
    }

    [Theory]
    [InlineData("Agent:Probe=now", "Agent:Probe is 'now'")]
    [InlineData("Agent:PollInterval=soon", "Agent:PollInterval")]
    public async Task A_mistake_in_the_configuration_is_named(string setting, string sentence)
    {
        var answer = await AskAsync(setting);
        answer.Code.ShouldBe(1);
        answer.Sentence.ShouldContain(sentence);
    }

    private async Task<(int Code, string Sentence)> AskAsync(params string[] settings)
    {
        await using var output = new StringWriter();
        var code = await HealthCommand.RunAsync([$"Agent:Node={_node.Address}", .. settings], output);
        return (code, output.ToString().TrimEnd());
    }
}
