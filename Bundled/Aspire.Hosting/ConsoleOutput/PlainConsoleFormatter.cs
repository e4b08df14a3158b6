using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Aspire.Hosting.ConsoleOutput;

/// <summary>One line per entry; what the AppHost has to say has no prefix, since people read it and scripts look for it.</summary>
internal sealed class PlainConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var own = logEntry.Category.StartsWith("Aspire.Hosting.", StringComparison.Ordinal);
        if (!own || logEntry.LogLevel != LogLevel.Information)
        {
            textWriter.Write(Prefix(logEntry.LogLevel));
            textWriter.Write(own ? ": " : $": {logEntry.Category}: ");
        }

        textWriter.WriteLine(text);
        if (logEntry.Exception is { } exception)
        {
            textWriter.WriteLine(exception.ToString());
        }
    }

    private static string Prefix(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
