using Agent.Supervision;
using Agent.Supervision.Processes;
using Agent.Telemetry;
using Agent.Tests.Addressing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Registry.Bridge;

namespace Agent.Tests.Supervision;

public sealed class ModelServerTests : IDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeServerProcess _process = new();
    private readonly ApplicationLifetime _lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly NodeEnded _nodeEnded = new();
    private readonly AgentMetrics _metrics;
    private readonly FakeLogger<ModelServer> _log = new();
    private readonly ModelServer _server;

    public ModelServerTests()
    {
        AgentOptions options = new() { Node = new("http://localhost:8511"), DrainPeriod = TimeSpan.FromSeconds(3), StopTimeout = TimeSpan.FromSeconds(5) };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Agent:Node", "http://localhost:8511")]).Build();
        _metrics = new(Located.At("127.0.0.1:8511"), this);
        _server = new(new(["server", "--rest_api_port=8511"]), _process, new(new SeededRandom(1), _time), _nodeEnded, options, configuration, _metrics, _time, _lifetime, _log);
    }

    public void Dispose()
    {
        _server.Dispose();
        _metrics.Dispose();
        _nodeEnded.Dispose();
    }

    [Fact]
    public async Task Where_the_addresses_come_from_is_said()
    {
        await StartAsync();
        _log.Collector.GetSnapshot()[0].Message.ShouldBe("Supervising server. Agent:Node is http://localhost:8511/ (from --rest_api_port), Agent:GrpcPort is none (the command has no --port).");
        _process.End(0);
    }

    [Fact]
    public async Task A_crash_is_told_to_the_agent_at_once_counted_and_followed_by_a_start_after_a_pause()
    {
        using var ends = new MetricCollector<long>(this, AgentTelemetry.Name, "rollcall.agent.server.ended");
        await StartAsync();
        _process.End(139);
        _nodeEnded.WaitHandle.WaitOne(TimeSpan.FromSeconds(40)).ShouldBeTrue();
        await Eventually.HoldsAsync(() => Said("server ended with exit code 139; it is started again in 0."));
        _process.Starts.ShouldBe(1);
        ends.LastMeasurement!.Tags["process.exit.code"].ShouldBe(139);

        await AdvanceUntilAsync(() => _process.Starts == 2);
        (_time.GetUtcNow() - _time.Start).ShouldBeInRange(TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(2));
        _server.Completion.IsCompleted.ShouldBeFalse();
        _process.End(0);
    }

    [Fact]
    public async Task Asked_to_stop_it_serves_on_for_the_drain_period_before_SIGTERM()
    {
        await StartAsync();
        _lifetime.StopApplication();
        var stop = _server.StopAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        _process.Signals.ShouldBeEmpty();

        await AdvanceUntilAsync(() => _process.Signals.Contains(Native.SignalTerminate));
        _process.End(143);
        await stop;
        _process.Signals.ShouldBe([Native.SignalTerminate]);
        (await _server.Completion).ShouldBe(143);
        _process.Starts.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_does_not_end_is_killed()
    {
        await StartAsync();
        _lifetime.StopApplication();
        var stop = _server.StopAsync(TestContext.Current.CancellationToken);
        await AdvanceUntilAsync(() => _process.Signals.Contains(Native.SignalKill));
        (_time.GetUtcNow() - _time.Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(8));
        _process.End(137);
        await stop;
        _process.Signals.ShouldBe([Native.SignalTerminate, Native.SignalKill]);
        (await _server.Completion).ShouldBe(137);
    }

    [Fact]
    public async Task A_server_that_crashes_while_it_drains_is_not_started_again()
    {
        await StartAsync();
        _lifetime.StopApplication();
        var stop = _server.StopAsync(TestContext.Current.CancellationToken);
        _process.End(139);
        await stop;
        (await _server.Completion).ShouldBe(139);
        _process.Starts.ShouldBe(1);
    }

    [Fact]
    public async Task Asked_to_stop_between_two_lives_it_ends_with_the_last_ones_exit_code()
    {
        await StartAsync();
        _process.End(3);
        await Eventually.HoldsAsync(() => Said("server ended with exit code 3"));
        _lifetime.StopApplication();
        await _server.StopAsync(TestContext.Current.CancellationToken);
        (await _server.Completion).ShouldBe(3);
        _process.Starts.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, "server has finished (exit code 0)")]
    [InlineData(126, "server ended with exit code 126, which says that a program cannot be executed")]
    [InlineData(127, "server ended with exit code 127, which says that a program cannot be executed or was not found")]
    public async Task An_end_that_another_start_would_only_repeat_ends_the_agent(int code, string sentence)
    {
        await StartAsync();
        _process.End(code);
        (await _server.Completion).ShouldBe(code);
        await Eventually.HoldsAsync(() => _lifetime.ApplicationStopping.IsCancellationRequested);
        Said(sentence).ShouldBeTrue();
        _process.Starts.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_cannot_be_started_ends_the_agent_with_a_sentence()
    {
        _process.Outcome = StartOutcome.Failed("serverr", Native.ErrorNoEntry, "No such file or directory");
        await _server.StartAsync(TestContext.Current.CancellationToken);
        (await _server.Completion).ShouldBe(127);
        Said("'serverr' was not found").ShouldBeTrue();
    }

    private bool Said(string sentence) => _log.Collector.GetSnapshot().Any(record => record.Message.Contains(sentence, StringComparison.Ordinal));

    private async Task StartAsync()
    {
        await _server.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _process.Starts == 1);
    }

    /// <summary>Lets time pass in small steps: a pause begins on another thread, and only what has begun can end.</summary>
    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        if (condition())
        {
            return true;
        }

        _time.Advance(s_step);
        return false;
    });
}
