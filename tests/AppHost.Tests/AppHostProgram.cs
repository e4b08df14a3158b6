using System.Diagnostics;

namespace Rollcall.AppHost.Tests;

/// <summary>The application as a program of its own that is expected to end by itself.</summary>
internal static class AppHostProgram
{
    /// <summary>A start that goes on in spite of what it was told must not run for ever.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static async Task<Result> RunAsync(string workingDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Projects.AppHost).Assembly.Location, .. arguments])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        await using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, error);
    }

    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        public string All => Error + Output;
    }
}
