using System.Diagnostics;
using System.Runtime.Versioning;

namespace Rollcall.AppHost.Tests.Publishing;

/// <summary>Runs a shell script with programs of its own in front of the PATH.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Script : IDisposable
{
    private readonly DirectoryInfo _programs = Directory.CreateTempSubdirectory("rollcall-bin-");

    public void Dispose() => _programs.Delete(recursive: true);

    /// <summary>Puts a shell script where the tested one finds a program.</summary>
    public Script With(string program, string body)
    {
        Write(Path.Combine(_programs.FullName, program), body);
        return this;
    }

    /// <summary>Writes an executable shell script.</summary>
    public static void Write(string path, string body)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string path, string[] arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_programs.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }
}
