using Rollcall.Tests;

namespace Rollcall.Docker;

/// <summary>Runs programs as a user would, in the checkout.</summary>
internal static class Shell
{
    /// <summary>Runs a program to its end. Not ended by a cancelled test: what cleans up is run by it, too.</summary>
    public static async Task<EndedProcess> TryAsync(string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? variables = null)
    {
        var ended = await EndedProcess.RunAsync(program, arguments, folder ?? Checkout.Root, variables, cancellationToken: CancellationToken.None);
        return ended with { Output = ended.Output.Trim(), Error = ended.Error.Trim() };
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
