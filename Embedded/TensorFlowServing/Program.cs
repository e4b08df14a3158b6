using System.Net.Sockets;
using System.Reflection;
using Embedded.TensorFlow;
using Embedded.TensorFlowServing.Flags;
using Embedded.TensorFlowServing.Hosting;

// Exit code of the original when it cannot start (-1 in a byte).
const int CannotStart = 255;

var flags = FlagParser.Parse(args, out var complaints);
if (complaints.Count > 0)
{
    foreach (var complaint in complaints)
    {
        Console.WriteLine(complaint);
    }

    Console.WriteLine(FlagParser.Usage());
}

if (flags.Version)
{
    var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
    Console.WriteLine($"TensorFlow ModelServer: {version} (Rollcall, compatible with 2.20)");
    Console.WriteLine($"TensorFlow Library: {version} (Rollcall)");
    return 0;
}

// Executions hold their thread; without spare ones a poll for status would wait behind them until the pool grows, half a second a thread.
ThreadPool.GetMinThreads(out var workers, out var completionPorts);
ThreadPool.SetMinThreads(workers * 4, completionPorts);

try
{
    await using var app = ServerHost.Build(flags);
    StartupNotes.Write(app, flags);
    await app.RunAsync();
    return 0;
}
catch (TensorFlowException e)
{
    if (e.Message.Contains("Error parsing text-format", StringComparison.Ordinal))
    {
        Console.Error.WriteLine(e.Message);
    }

    Console.WriteLine($"Failed to start server. Error: {e.Code.CanonicalName()}: {e.Message}");
    return CannotStart;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException || e.GetBaseException() is SocketException)
{
    Console.WriteLine($"Failed to start server. Error: UNKNOWN: Port {flags.RestApiPort} is in use. Choose another with --rest_api_port, or stop what uses it.");
    return CannotStart;
}
