namespace Embedded.TensorFlowServing.Config;

/// <summary>A text proto that cannot be read; the message starts with line and column, as protobuf's own parser reports them.</summary>
internal sealed class TextProtoException(int line, int column, string message) : Exception($"{line}:{column}: {message}");
