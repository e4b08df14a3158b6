namespace Aspire.Dashboard.Ingestion;

/// <summary>A request, or what it unpacks to, is larger than is taken.</summary>
internal sealed class RequestTooLargeException(int most) : Exception($"the message is larger than {most} bytes");
