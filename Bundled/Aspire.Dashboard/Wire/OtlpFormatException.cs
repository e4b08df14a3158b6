namespace Aspire.Dashboard.Wire;

/// <summary>A message of a sender cannot be read; the text says where it is wrong.</summary>
internal sealed class OtlpFormatException(string message) : Exception(message);
