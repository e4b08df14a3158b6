namespace Embedded.TensorFlowServing.Config;

/// <summary>One field of a text proto message: a scalar's text or a message, and where it stands (from 1).</summary>
internal sealed record TextProtoField(string Name, string? Scalar, bool IsString, TextProtoMessage? Message, int Line, int Column);
