using System.Globalization;
using System.Runtime.InteropServices;

namespace Rollcall.Tests;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">Model of the processor.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="MemoryGigabytes">Physical memory.</param>
/// <param name="System">Operating system and kernel.</param>
/// <param name="Runtime">.NET runtime.</param>
/// <param name="LoadAverage">Runnable tasks of the last minute before the run: above about 0.5 somebody else was busy too.</param>
/// <param name="Measured">When the run began (UTC).</param>
internal sealed record MachineFacts(string Processor, int Cores, double MemoryGigabytes, string System, string Runtime, double? LoadAverage, DateTimeOffset Measured)
{
    public static MachineFacts Read(TimeProvider time) => new(
        ReadProcessor(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        ReadLoadAverage(),
        time.GetUtcNow());

    private static string ReadProcessor()
    {
        const string Information = "/proc/cpuinfo";
        if (!File.Exists(Information))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        var fields = File.ReadLines(Information).TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2))
            .Where(pair => pair.Length == 2).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal);
        return $"{fields.GetValueOrDefault("model name", "unknown")} (family {fields.GetValueOrDefault("cpu family", "?")}, model {fields.GetValueOrDefault("model", "?")})";
    }

    private static double? ReadLoadAverage()
        => File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
