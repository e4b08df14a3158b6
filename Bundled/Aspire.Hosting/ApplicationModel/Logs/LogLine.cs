namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's log.</summary>
/// <param name="LineNumber">From 1.</param>
/// <param name="Content">The line, with its time in front.</param>
/// <param name="IsErrorMessage">Whether it came over standard error or was logged as an error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);
