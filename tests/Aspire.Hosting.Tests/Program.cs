using System.Globalization;
using Xunit.Runner.InProc.SystemConsole;

namespace Aspire.Hosting.Tests;

/// <summary>Runs the tests; or is a small AppHost whose resources are shell scripts; or is a small web server.</summary>
internal static class Program
{
    public const string AppHostArgument = "apphost";
    public const string ServerArgument = "serve";

    /// <summary>The file to start for the last two.</summary>
    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "Aspire.Hosting.Tests");

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [AppHostArgument, .. var scripts]:
                return await RunAppHostAsync(scripts);
            case [ServerArgument, var port, var refusals]:
                return await TinyWebServer.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), int.Parse(refusals, CultureInfo.InvariantCulture));
            default:
                return await ConsoleRunner.Run(args);
        }
    }

    private static async Task<int> RunAppHostAsync(string[] scripts)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        foreach (var script in scripts)
        {
            builder.AddExecutable($"script-{builder.Resources.Count}", "/bin/sh", "/", "-c", script);
        }

        await builder.Build().RunAsync();
        return Environment.ExitCode;
    }
}
