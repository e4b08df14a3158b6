using ConsumerApi.Routing;

namespace ConsumerApi.Forwarding;

/// <summary>What happened on each node that a request was sent to in vain.</summary>
internal struct FailureList
{
    private List<(NodeState Node, AttemptFailure Failure)>? _failures;

    public void Add(NodeState node, AttemptFailure failure) => (_failures ??= []).Add((node, failure));

    public readonly string Sentence(string model) => _failures is null
        ? $"No node may be asked for model {model}: every one has weight 0 in the registry. Give one a weight above 0."
        : $"No node could answer for model {model}: {string.Join("; ", _failures.Select(f => $"{f.Node.Name} {f.Failure.Sentence()}"))}. Try again shortly.";
}
