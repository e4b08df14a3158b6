using Rollcall.Tests;

namespace Aspire.Dashboard.Tests.Ingestion;

/// <summary>Programs of other people; a test that cannot start its own is skipped, and says so.</summary>
internal static class Peers
{
    /// <summary>Names the program telemetrygen of the OpenTelemetry collector's repository.</summary>
    private const string TelemetryGenVariable = "TELEMETRYGEN";

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
}
