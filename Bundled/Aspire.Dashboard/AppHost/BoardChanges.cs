namespace Aspire.Dashboard.AppHost;

/// <summary>What changed on the board, all of one moment.</summary>
/// <param name="Application">Name of the application, once the AppHost was heard.</param>
/// <param name="IsConnected">Whether it can be heard now.</param>
/// <param name="Generation">Counts how often it began to tell of its resources; those of an earlier time may be no more.</param>
/// <param name="Resources">Resources that changed.</param>
/// <param name="Revision">The revision this leads to.</param>
internal sealed record BoardChanges(string? Application, bool IsConnected, int Generation, IReadOnlyList<string> Resources, long Revision);
