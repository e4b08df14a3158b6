using Agent.ModelTable;
using Agent.Polling;
using Agent.Telemetry;
using Agent.Tests.Addressing;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Registry.Bridge;

namespace Agent.Tests.Telemetry;

public sealed class AgentMetricsTests
{
    private readonly NodeAddress _node = new() { Name = "node-1", Ip = "10.0.0.1", Port = 8501, Agent = "1" };

    [Fact]
    public void Polls_and_registrations_are_counted_with_the_nodes_name()
    {
        using var polls = new MetricCollector<double>(this, AgentTelemetry.Name, "rollcall.agent.poll.duration");
        using var registered = new MetricCollector<long>(this, AgentTelemetry.Name, "rollcall.agent.registered");
        using var metrics = new AgentMetrics(Located.At("10.0.0.1:8501", "node-1"), scope: this);

        metrics.Polled(TimeSpan.FromSeconds(0.25), NodeState.Busy);
        metrics.Applied(new([RegistryEntry.ForVersion(_node, "m", 1)], [], [], null), LocalTable.Empty);

        var poll = polls.GetMeasurementSnapshot().ShouldHaveSingleItem();
        (poll.Value, poll.Tags["node.state"], poll.Tags["node.name"]).ShouldBe((0.25, "busy", "node-1"));
        registered.GetMeasurementSnapshot().ShouldHaveSingleItem().Value.ShouldBe(1);
    }

    [Fact]
    public void Processor_time_is_observed()
    {
        using var cpu = new MetricCollector<double>(this, AgentTelemetry.Name, "rollcall.agent.cpu.time");
        using var metrics = new AgentMetrics(Located.At("10.0.0.1:8501", "node-1"), scope: this);
        cpu.RecordObservableInstruments();
        cpu.GetMeasurementSnapshot().ShouldHaveSingleItem().Value.ShouldBeGreaterThan(0);
    }
}
