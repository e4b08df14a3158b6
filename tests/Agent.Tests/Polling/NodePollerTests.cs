using Agent.Polling;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Agent.Tests.Polling;

public sealed class NodePollerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger<NodePoller> _log = new();
    private readonly ScriptedNode _node = new()
    {
        ["/monitoring/prometheus/metrics"] = _ => ScriptedNode.Loaded("a", "b"),
        ["/v1/models/a"] = _ => ScriptedNode.Status((1, "AVAILABLE")),
        ["/v1/models/b"] = _ => ScriptedNode.Status((2, "AVAILABLE"), (1, "END")),
    };

    [Fact]
    public void Models_of_the_monitoring_text_are_asked_for_and_reported()
    {
        var report = Poller().Poll(TestContext.Current.CancellationToken);
        report.State.ShouldBe(NodeState.Answering);
        report.Models["a"].Available.ShouldBe([1]);
        report.Models["b"].Available.ShouldBe([2]);
    }

    [Fact]
    public void A_refused_connection_is_gone_at_once()
    {
        var poller = Poller();
        poller.Poll(TestContext.Current.CancellationToken);
        _node["/monitoring/prometheus/metrics"] = _ => Failed(NodeAnswerKind.Gone);
        var report = poller.Poll(TestContext.Current.CancellationToken);
        (report.State, report.Models.Count).ShouldBe((NodeState.Gone, 0));
    }

    [Theory]
    [InlineData((int)NodeAnswerKind.Busy)]
    [InlineData((int)NodeAnswerKind.Silent)]
    public void A_busy_node_keeps_its_models_until_UnreachableAfter_after_its_last_answer(int kind)
    {
        var poller = Poller();
        poller.Poll(TestContext.Current.CancellationToken);
        FailEverything((NodeAnswerKind)kind);

        _time.Advance(TimeSpan.FromSeconds(14.9));
        var report = poller.Poll(TestContext.Current.CancellationToken);
        report.State.ShouldBe(NodeState.Busy);
        report.Models.Count.ShouldBe(2);
        report.Models.Values.ShouldAllBe(m => !m.Known && m.Available.Length == 1);

        _time.Advance(TimeSpan.FromSeconds(0.1));
        report = poller.Poll(TestContext.Current.CancellationToken);
        report.State.ShouldBe(NodeState.Unreachable);
        report.Models.ShouldBeEmpty();
    }

    [Fact]
    public void Any_answer_begins_patience_anew()
    {
        var poller = Poller();
        poller.Poll(TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            _node["/v1/models/b"] = _ => Failed(NodeAnswerKind.Busy);
            poller.Poll(TestContext.Current.CancellationToken).Models.ShouldContainKey("a");
        }
    }

    [Fact]
    public void One_model_that_fails_does_not_take_the_others_with_it()
    {
        var poller = Poller();
        poller.Poll(TestContext.Current.CancellationToken);
        _node["/v1/models/b"] = _ => Failed(NodeAnswerKind.Busy);
        poller.Poll(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(16));
        var report = poller.Poll(TestContext.Current.CancellationToken);
        report.Models.Keys.ShouldBe(["a"]);
        report.Models["a"].Known.ShouldBeTrue();
    }

    [Fact]
    public void A_silent_node_is_asked_no_further_and_never_longer_than_its_time_is_left()
    {
        var poller = Poller();
        poller.Poll(TestContext.Current.CancellationToken);
        _node.Asked.Clear();
        _node["/monitoring/prometheus/metrics"] = _ => Failed(NodeAnswerKind.Silent);

        _time.Advance(TimeSpan.FromSeconds(1));
        poller.Poll(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(10));
        poller.Poll(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(10));
        poller.Poll(TestContext.Current.CancellationToken);

        _node.Asked.ShouldAllBe(a => a.Path == "/monitoring/prometheus/metrics");
        _node.Asked.Select(a => a.Timeout.TotalSeconds).ShouldBe([10, 4, 1]);
    }

    [Fact]
    public void A_silent_model_does_not_keep_the_others_from_being_asked()
    {
        var poller = Poller();
        _node["/v1/models/a"] = _ => Failed(NodeAnswerKind.Silent);
        poller.Poll(TestContext.Current.CancellationToken);
        poller.Poll(TestContext.Current.CancellationToken);
        _node.Asked.ShouldContain(a => a.Path == "/v1/models/b");
    }

    [Fact]
    public void Monitoring_off_without_names_is_said_once_and_names_the_setting()
    {
        var poller = Poller();
        _node["/monitoring/prometheus/metrics"] = _ => Failed(NodeAnswerKind.NotFound);
        for (var i = 0; i < 3; i++)
        {
            var report = poller.Poll(TestContext.Current.CancellationToken);
            (report.State, report.Models.Count).ShouldBe((NodeState.Answering, 0));
        }

        _log.Collector.GetSnapshot().ShouldHaveSingleItem().Message.ShouldContain("Agent:Models");
    }

    [Fact]
    public void Monitoring_off_with_names_reports_them()
    {
        _node["/monitoring/prometheus/metrics"] = _ => Failed(NodeAnswerKind.NotFound);
        var report = Poller(o => o.Models = ["b", "missing"]).Poll(TestContext.Current.CancellationToken);
        report.Models["b"].Available.ShouldBe([2]);
        report.Models["missing"].Available.ShouldBeEmpty();
        _log.Collector.Count.ShouldBe(0);
    }

    [Fact]
    public void Labels_are_resolved_at_first_then_every_ten_seconds_and_when_versions_change()
    {
        var poller = Poller(o => (o.Models, o.Labels) = (["a"], ["stable"]));
        _node["/monitoring/prometheus/metrics"] = _ => Failed(NodeAnswerKind.NotFound);
        _node["/v1/models/a/labels/stable/metadata"] = _ => NodeAnswer.Ok("""{"model_spec":{"version":"1"}}"""u8.ToArray());

        poller.Poll(TestContext.Current.CancellationToken).Models["a"].Labels["stable"].ShouldBe(1);
        poller.Poll(TestContext.Current.CancellationToken);
        LabelQuestions().ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(10));
        poller.Poll(TestContext.Current.CancellationToken);
        LabelQuestions().ShouldBe(2);
        _node["/v1/models/a"] = _ => ScriptedNode.Status((2, "AVAILABLE"));
        poller.Poll(TestContext.Current.CancellationToken).Models["a"].Labels.ShouldBeEmpty(); // It points at a version that is gone.
        LabelQuestions().ShouldBe(3);

        int LabelQuestions() => _node.Asked.Count(a => a.Path.Contains("labels", StringComparison.Ordinal));
    }

    private static NodeAnswer Failed(NodeAnswerKind kind) => NodeAnswer.Failed(kind, "scripted");

    private void FailEverything(NodeAnswerKind kind)
    {
        _node["/monitoring/prometheus/metrics"] = _ => Failed(kind);
        _node["/v1/models/a"] = _ => Failed(kind);
        _node["/v1/models/b"] = _ => Failed(kind);
    }

    private NodePoller Poller(Action<AgentOptions>? configure = null)
    {
        var options = new AgentOptions();
        configure?.Invoke(options);
        return new(_node, options, _time, _log);
    }
}
