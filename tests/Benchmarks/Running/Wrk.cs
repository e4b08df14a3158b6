using System.Diagnostics;
using System.Globalization;
using Benchmarks.Anchors;

namespace Benchmarks.Running;

/// <summary>The load generator: a closed loop of so many connections.</summary>
/// <param name="Connections">Requests that are always under way.</param>
/// <param name="Script">A Lua script that makes the requests; null for GET.</param>
/// <param name="Core">The core it is bound to.</param>
internal sealed record Wrk(int Connections, string? Script = null, int? Core = null)
{
    /// <summary>Twenty requests at once for ResNet-50 take some seconds each on two cores; wrk takes what is longer than two for an error.</summary>
    private const string Timeout = "30s";

    /// <summary>What the script reads.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Asks for so long; an answer that is no success is an error.</summary>
    public async Task<WrkResult> RunAsync(Uri address, TimeSpan duration, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-t1", string.Create(CultureInfo.InvariantCulture, $"-c{Connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{Math.Ceiling(duration.TotalSeconds)}s"), "--timeout", Timeout, "--latency",
            .. Script is null ? [] : new[] { "-s", Script }, address.ToString(),
        ];
        var start = Core is { } core
            ? new ProcessStartInfo("taskset", ["--cpu-list", core.ToString(CultureInfo.InvariantCulture), Anchor.Wrk.Path!, .. arguments])
            : new ProcessStartInfo(Anchor.Wrk.Path!, arguments);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"wrk ended with {process.ExitCode}: {await error}");
            }

            var result = WrkResult.Parse(output);
            return result.Failures == 0 ? result : throw new InvalidOperationException($"{result.Failures} of {result.Requests} requests to {address} failed.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
