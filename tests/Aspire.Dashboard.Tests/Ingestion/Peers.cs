using Rollcall.Tests;

namespace Aspire.Dashboard.Tests.Ingestion;

/// <summary>Where programs and packages of other people lie; a test that finds none of its own is skipped, and says what it looked for.</summary>
internal static class Peers
{
    /// <summary>Names the program telemetrygen of the OpenTelemetry collector's repository.</summary>
    private const string TelemetryGenVariable = "TELEMETRYGEN";

    /// <summary>Names a directory where <c>npm install</c> was run.</summary>
    private const string PackageVariable = "OPENTELEMETRY_NPM_DIRECTORY";

    /// <summary>Packed programs beside the checkout, with a script that unpacks them.</summary>
    private static readonly string s_unpack = Path.GetFullPath(Path.Combine(Checkout.Root, "..", "shared", "peers", "unpack.sh"));

    private static readonly string s_programs = Path.Combine(Checkout.Root, "artifacts", "peers");

    /// <summary>The program that <see cref="TelemetryGenVariable"/> names, else the packed one, else one in PATH.</summary>
    public static async Task<string> TelemetryGenAsync()
    {
        if (Environment.GetEnvironmentVariable(TelemetryGenVariable) is { Length: > 0 } program)
        {
            return program;
        }

        var unpacked = Path.Combine(s_programs, "telemetrygen");
        if (!File.Exists(unpacked) && File.Exists(s_unpack))
        {
            await ExternalProgram.RunAsync(s_unpack, [s_programs]);
        }

        return File.Exists(unpacked) ? unpacked : "telemetrygen";
    }

    /// <summary>
    /// A directory with <c>@opentelemetry/{resources,sdk-trace-base,sdk-logs,sdk-metrics}</c> and
    /// <c>@opentelemetry/exporter-{trace,logs,metrics}-otlp-{http,proto}</c>: the one that <see cref="PackageVariable"/> names, else <c>artifacts/npm</c>.
    /// </summary>
    public static string NpmDirectory()
    {
        var directory = Environment.GetEnvironmentVariable(PackageVariable) is { Length: > 0 } named ? named : Path.Combine(Checkout.Root, "artifacts", "npm");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(directory, "node_modules", "@opentelemetry", "exporter-trace-otlp-proto")),
            $"{PackageVariable} names no directory with the npm packages of OpenTelemetry, and artifacts/npm has none (tests/npm/package.json; .ci/run installs them)");
        return directory;
    }
}
