using Rollcall.Tests;

namespace Rollcall.AppHost.Tests;

/// <summary>The application as a program of its own that is expected to end by itself.</summary>
internal static class AppHostProgram
{
    /// <summary>A start that goes on in spite of what it was told must not run for ever.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static async Task<EndedProcess> RunAsync(string workingDirectory, params string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        return await EndedProcess.RunAsync("dotnet", [typeof(Projects.AppHost).Assembly.Location, .. arguments], workingDirectory, cancellationToken: limit.Token);
    }
}
