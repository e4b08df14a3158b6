using System.Diagnostics;
using System.Globalization;

namespace Rollcall.Integration.Running;

/// <summary>Finds the process that listens on a port, from the kernel's tables.</summary>
internal static class ListeningProcess
{
    private const string Listening = "0A";

    public static void Kill(int port)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finding the process behind a port is written for Linux");
        using var process = Process.GetProcessById(On(port) ?? throw new InvalidOperationException($"Nobody listens on port {port}."));
        process.Kill();
    }

    private static int? On(int port)
    {
        var sockets = new[] { "/proc/net/tcp", "/proc/net/tcp6" }
            .SelectMany(table => File.ReadLines(table).Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[3] == Listening && int.Parse(fields[1].Split(':')[^1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == port)
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Descriptors(pid).Any(sockets.Contains))
            .Select(pid => (int?)pid)
            .FirstOrDefault();
    }

    private static IEnumerable<string> Descriptors(int pid)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{pid}/fd").Select(file => new FileInfo(file).LinkTarget).OfType<string>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // It ended while we looked, or is not ours.
        }
    }
}
