using System.Text;
using System.Text.Json;
using Agent.Polling;

namespace Agent.Tests.Polling;

public sealed class StatusReaderTests
{
    [Fact]
    public void Only_AVAILABLE_versions_are_taken_highest_first() => Parse("""
        {
         "model_version_status": [
          { "version": "3", "state": "LOADING", "status": { "error_code": "OK", "error_message": "" } },
          { "version": "1", "state": "AVAILABLE", "status": { "error_code": "OK", "error_message": "" } },
          { "state": "AVAILABLE", "version": 2, "status": { "version": "9", "state": "AVAILABLE" } },
          { "version": "4", "state": "UNLOADING" }, { "version": "5", "state": "END", "status": { "error_code": "UNKNOWN" } },
          { "version": "x", "state": "AVAILABLE" }, { "state": "AVAILABLE" }
         ]
        }
        """).ShouldBe([2, 1]);

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"model_version_status":[]}""")]
    [InlineData("""{"error":"Could not find any versions of model x"}""")]
    public void An_answer_without_rows_has_no_versions(string json) => Parse(json).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"model_version_status":[{"version":"1","state":"AVAIL""")]
    public void What_is_not_JSON_is_said_to_be_so(string text) => Should.Throw<JsonException>(() => Parse(text));

    [Fact]
    public void A_status_that_cannot_be_read_counts_as_busy()
    {
        var node = new ScriptedNode { ["/v1/models/m"] = _ => NodeAnswer.Ok("<html>"u8.ToArray()) };
        var (answer, _) = new StatusReader(node).Read("m", [], TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        answer.Kind.ShouldBe(NodeAnswerKind.Busy);
        answer.Reason.ShouldNotBeNull().ShouldContain("is not a model status");
    }

    [Fact]
    public void A_name_with_special_characters_is_escaped_in_the_path()
    {
        var node = new ScriptedNode { ["/v1/models/org%2Fnet%20x"] = _ => ScriptedNode.Status((1, "AVAILABLE")) };
        new StatusReader(node).Read("org/net x", [], TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken).Available.ShouldBe([1]);
    }

    [Fact]
    public void A_label_is_resolved_by_the_version_in_its_metadata()
    {
        LabelReader.Parse("""{"model_spec":{"name":"m","signature_name":"","version":"12"},"metadata":{"signature_def":{"version":"3"}}}"""u8).ShouldBe(12);
        LabelReader.Parse("""{"metadata":{"version":"3"}}"""u8).ShouldBeNull();
    }

    private static List<long> Parse(string json)
    {
        var available = new List<long>();
        StatusReader.Parse(Encoding.UTF8.GetBytes(json), available);
        return available;
    }
}
