namespace Aspire.Dashboard.AppHost;

/// <summary>A command that somebody wants run.</summary>
/// <param name="Resource">The resource, by the id that the AppHost gives it.</param>
/// <param name="Command">The command's name.</param>
internal sealed record CommandCall(string Resource, string Command);

/// <summary>What came of it.</summary>
/// <param name="Success">Whether it did what it should.</param>
/// <param name="Canceled">Whether it was given up.</param>
/// <param name="Message">In words.</param>
internal sealed record CommandOutcome(bool Success, bool Canceled, string? Message);
