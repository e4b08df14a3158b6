using System.Collections.Concurrent;

namespace Aspire.Hosting.Testing.Tests;

/// <summary>The entry point of this assembly: the runner of its tests or, with the switch, an AppHost that a test runs.</summary>
public static class TestAppHost
{
    public const string Switch = "as-app-host";

    /// <summary>Ids of the AppHosts whose entry point has not returned yet.</summary>
    public static ConcurrentDictionary<string, bool> Alive { get; } = [];

    public static IEnumerable<string> Running => Alive.Keys;

    public static async Task<int> Main(string[] args)
    {
        if (args.FirstOrDefault() != Switch)
        {
            return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
        }

        var (mode, id) = (args[2], args[4]);
        Alive[id] = true;
        try
        {
            switch (mode)
            {
                case "throw":
                    throw new InvalidDataException("thrown by the entry point");
                case "return":
                    return 0;
            }

            var builder = DistributedApplication.CreateBuilder(args);
            builder.AddExecutable("sleeper", "sleep", ".", "60");
            await builder.Build().RunAsync();
            return 0;
        }
        finally
        {
            Alive.TryRemove(id, out _);
        }
    }
}
