using System.ComponentModel;
using System.Diagnostics;

namespace Rollcall.Tests;

/// <summary>Programs of other people that tests use when they are there.</summary>
internal static class ExternalProgram
{
    /// <summary>Runs a program and gives what it printed; skips the test when it cannot be started, fails it when it fails.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, string? workingDirectory = null, Stream? input = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start);
        if (input is not null)
        {
            await input.CopyToAsync(process.StandardInput.BaseStream, TestContext.Current.CancellationToken);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0, error);
        return await output;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            Assert.Skip($"{start.FileName} does not start: {exception.Message}");
            throw;
        }
    }
}
