using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ConsoleOutput;

/// <summary>Copies what resources print into the AppHost's own log, when that is asked for.</summary>
internal sealed partial class ResourceLogForwarder(DistributedApplicationOptions options, ResourceLoggerService logs, IHostEnvironment environment, ILoggerFactory loggers) : IHostedService
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.EnableResourceLogging)
        {
            logs.Appended += Forward;
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        logs.Appended -= Forward;
        return Task.CompletedTask;
    }

    private void Forward(string resource, LogLine line)
    {
        var logger = _loggers.GetOrAdd(resource, name => loggers.CreateLogger($"{environment.ApplicationName}.Resources.{name}"));
        LogLine(logger, line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, line.LineNumber, line.Content);
    }

    [LoggerMessage(EventId = 1, Message = "{LineNumber}: {Line}")]
    private static partial void LogLine(ILogger logger, LogLevel level, int lineNumber, string line);
}
