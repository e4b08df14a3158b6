namespace Embedded.TensorFlowServing.Json;

/// <summary>A text that is not JSON, with RapidJSON's reason and the byte where it noticed.</summary>
internal sealed class JsonSyntaxException(string reason, int offset) : Exception($"JSON Parse error: {reason} at offset: {offset}");
