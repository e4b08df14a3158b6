namespace Agent.Polling;

/// <summary>The result of one poll.</summary>
/// <param name="State">How the node was found.</param>
/// <param name="Models">What it said about each model asked for; empty when it is gone.</param>
/// <param name="Reason">Why it is not answering; null when it is.</param>
internal sealed record NodeReport(NodeState State, IReadOnlyDictionary<string, ModelReport> Models, string? Reason)
{
    private static readonly Dictionary<string, ModelReport> s_none = [];

    public static NodeReport Gone(string? reason) => new(NodeState.Gone, s_none, reason);
}
