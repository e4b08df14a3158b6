using System.Collections;
using System.Text;
using Agent.Polling;

namespace Agent.Tests.Polling;

/// <summary>A node without sockets: a function for each path, 404 for the others.</summary>
internal sealed class ScriptedNode : INodeClient, IEnumerable
{
    private readonly Dictionary<string, Func<TimeSpan, NodeAnswer>> _answers = [];

    public List<(string Path, TimeSpan Timeout)> Asked { get; } = [];

    public Func<TimeSpan, NodeAnswer> this[string path]
    {
        set => _answers[path] = value;
    }

    public static NodeAnswer Status(params (long Version, string State)[] rows) => NodeAnswer.Ok(Encoding.UTF8.GetBytes(
        $$"""{"model_version_status":[{{string.Join(',', rows.Select(r => $$"""{"version":"{{r.Version}}","state":"{{r.State}}"}"""))}}]}"""));

    public static NodeAnswer Loaded(params string[] models) => NodeAnswer.Ok(Encoding.UTF8.GetBytes(string.Concat(models.Select(m =>
        $":tensorflow:cc:saved_model:load_attempt_count{{model_path=\"/models/{m}/1\",status=\"success\"}} 1\n"))));

    public NodeAnswer Get(string path, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Asked.Add((path, timeout));
        return _answers.TryGetValue(path, out var answer) ? answer(timeout) : NodeAnswer.Failed(NodeAnswerKind.NotFound, "404");
    }

    public IEnumerator GetEnumerator() => _answers.GetEnumerator();
}
