namespace Aspire.Hosting.Containers;

/// <summary>The engine could not do what was asked; the message says why and what to do.</summary>
internal sealed class ContainerException(string message) : Exception(message);
