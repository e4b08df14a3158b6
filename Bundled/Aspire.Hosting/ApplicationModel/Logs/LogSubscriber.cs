namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether somebody reads the log of a resource.</summary>
/// <param name="Name">The resource.</param>
/// <param name="AnySubscribers">Whether somebody does.</param>
public readonly record struct LogSubscriber(string Name, bool AnySubscribers);
