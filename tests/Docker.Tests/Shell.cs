using System.Diagnostics;

namespace Rollcall.Docker;

/// <summary>Runs programs as a user would, in the checkout.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end.</summary>
    public static async Task<ShellResult> TryAsync(string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Tests.Checkout.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var all = arguments.ToArray();
        var result = await TryAsync(program, all, folder, variables);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{program} {string.Join(' ', all)}: exit code {result.ExitCode}\n{result.Output}\n{result.Error}");
    }
}

/// <summary>How a program ended, and what it printed.</summary>
internal sealed record ShellResult(int ExitCode, string Output, string Error);
