using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

internal static class DotnetMuxer
{
    /// <summary>The <c>dotnet</c> that belongs to the runtime of this process, else the one in PATH.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0/
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    }
}
