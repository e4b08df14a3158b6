using System.Runtime.Versioning;
using Rollcall.Tests;

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

    public Task<EndedProcess> RunAsync(string path, string[] arguments, params (string Name, string Value)[] variables)
        => EndedProcess.RunAsync(
            path,
            arguments,
            variables: [.. variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)), new("PATH", $"{_programs.FullName}:{Environment.GetEnvironmentVariable("PATH")}")],
            cancellationToken: TestContext.Current.CancellationToken);
}
