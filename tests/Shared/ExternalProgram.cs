using System.ComponentModel;

namespace Rollcall.Tests;

/// <summary>Programs of other people that tests use when they are there.</summary>
internal static class ExternalProgram
{
    /// <summary>Runs a program and gives what it printed; skips the test when it cannot be started, fails it when it fails.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, string? workingDirectory = null, Stream? input = null)
    {
        try
        {
            var ended = await EndedProcess.RunAsync(program, arguments, workingDirectory, input: input, cancellationToken: TestContext.Current.CancellationToken);
            ended.ExitCode.ShouldBe(0, ended.Error);
            return ended.Output;
        }
        catch (Win32Exception exception)
        {
            Assert.Skip($"{program} does not start: {exception.Message}");
            throw;
        }
    }
}
