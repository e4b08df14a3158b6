namespace Aspire.Hosting.Processes;

/// <summary>A process could not be started; the message says why.</summary>
internal sealed class ProcessStartException(string message) : Exception(message);
