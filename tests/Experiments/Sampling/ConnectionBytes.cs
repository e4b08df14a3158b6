using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollcall.Experiments.Sampling;

/// <summary>
/// Bytes that processes sent and received on the TCP connections that are open now, from the kernel's socket statistics (the
/// <c>ss</c> command of iproute2). Linux counts traffic per network interface and per connection, not per process.
/// </summary>
internal static partial class ConnectionBytes
{
    /// <summary>Bytes by connection (process and both ends); null when <c>ss</c> is not installed.</summary>
    public static async Task<IReadOnlyDictionary<string, ConnectionCount>?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ss", "-tinpHO") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? Parse(output) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public static IReadOnlyDictionary<string, ConnectionCount> Parse(string output)
    {
        var counts = new Dictionary<string, ConnectionCount>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 5 && Pid().Match(line) is { Success: true } pid)
            {
                var number = int.Parse(pid.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
                counts[$"{number} {fields[3]} {fields[4]}"] = new(number, Count(Sent().Match(line)), Count(Received().Match(line)));
            }
        }

        return counts;
    }

    private static long Count(Match match) => match.Success ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"pid=(\d+)")]
    private static partial Regex Pid();

    [GeneratedRegex(@"\bbytes_sent:(\d+)")]
    private static partial Regex Sent();

    [GeneratedRegex(@"\bbytes_received:(\d+)")]
    private static partial Regex Received();
}
