namespace Agent.Polling;

/// <summary>One answer of a node.</summary>
/// <param name="Kind">How it went.</param>
/// <param name="Body">The body of an <see cref="NodeAnswerKind.Ok"/> answer, valid until the next request.</param>
/// <param name="Reason">What went wrong otherwise.</param>
internal readonly record struct NodeAnswer(NodeAnswerKind Kind, ReadOnlyMemory<byte> Body, string? Reason)
{
    public static NodeAnswer Ok(ReadOnlyMemory<byte> body) => new(NodeAnswerKind.Ok, body, null);

    public static NodeAnswer Failed(NodeAnswerKind kind, string reason) => new(kind, default, reason);
}
