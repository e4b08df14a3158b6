namespace Aspire.Dashboard.Pages;

/// <summary>What an open page is told when something has come: it asks for what it shows again.</summary>
/// <param name="Application">Name of the application.</param>
/// <param name="HasAppHost">Whether there is an AppHost to ask.</param>
/// <param name="IsConnected">Whether it can be heard now.</param>
/// <param name="Generation">When it changes, the resources told of so far are told of again, or are no more.</param>
/// <param name="Traces">Changes with every span.</param>
/// <param name="Logs">Changes with every log record.</param>
/// <param name="Metrics">Changes with every point.</param>
/// <param name="Sources">Number of senders.</param>
internal sealed record PageState(string Application, bool HasAppHost, bool IsConnected, int Generation, long Traces, long Logs, long Metrics, int Sources);
