using System.Diagnostics;

namespace Rollcall.Tests;

/// <summary>A program that was run to its end, and what it printed.</summary>
internal sealed record EndedProcess(int ExitCode, string Output, string Error)
{
    public string All => Error + Output;

    /// <summary>Runs a program to its end; a cancellation kills it.</summary>
    /// <param name="program">Its path, or its name on the search path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Its working folder; null for this process's.</param>
    /// <param name="variables">Variables beside the inherited ones.</param>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public static async Task<EndedProcess> RunAsync(
        string program, IEnumerable<string> arguments, string? folder = null, IEnumerable<KeyValuePair<string, string>>? variables = null, Stream? input = null, CancellationToken cancellationToken = default)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await using var kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        if (input is not null)
        {
            await input.CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}
