using Xunit.Runner.InProc.SystemConsole;

namespace Aspire.Hosting.Tests;

/// <summary>Runs the tests, or is a small AppHost whose resources are shell scripts.</summary>
internal static class Program
{
    public const string AppHostArgument = "apphost";

    private static async Task<int> Main(string[] args)
    {
        if (args is not [AppHostArgument, var scripts, .. var rest])
        {
            return await ConsoleRunner.Run(args);
        }

        var builder = DistributedApplication.CreateBuilder(rest);
        foreach (var script in scripts.Split("||"))
        {
            builder.AddExecutable($"script-{builder.Resources.Count}", "/bin/sh", "/", "-c", script);
        }

        await builder.Build().RunAsync();
        return Environment.ExitCode;
    }
}
