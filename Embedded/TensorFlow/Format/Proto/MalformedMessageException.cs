namespace Embedded.TensorFlow.Format.Proto;

/// <summary>The bytes are no protobuf message of the expected kind.</summary>
internal sealed class MalformedMessageException(string message) : Exception(message);
