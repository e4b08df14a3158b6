using Microsoft.Extensions.Logging.Console;

namespace Aspire.Hosting.ConsoleOutput;

internal sealed class PlainConsoleFormatterOptions : ConsoleFormatterOptions
{
}
