namespace Aspire.Hosting.ApplicationModel;

/// <summary>A network that endpoints are reached from.</summary>
/// <param name="Value">Its name.</param>
public record NetworkIdentifier(string Value);
