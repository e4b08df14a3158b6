using System.Globalization;

namespace Rollcall.Tests;

/// <summary>Reads processes from Linux' <c>/proc</c>.</summary>
internal static class ProcFile
{
    /// <summary>Unit of times in <c>/proc/PID/stat</c>: USER_HZ, 100 on every architecture .NET runs on.</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Bytes in the unit in which memory is usually shown (<c>top</c>, <c>free</c>, container tools): 2^20 bytes, MiB.</summary>
    public static double Mebibytes(long bytes) => bytes / (double)(1 << 20);

    /// <summary>The reading of a process; null when it is gone.</summary>
    public static ProcessReading? Read(int pid)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{pid}/stat"), File.ReadAllLines($"/proc/{pid}/status"));
        }
        catch (IOException)
        {
            return null; // It ended.
        }
    }

    public static ProcessReading Parse(string stat, IReadOnlyList<string> status)
    {
        // The second field is the name in parentheses and may itself hold spaces and parentheses.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return new(
            TimeSpan.FromSeconds((double)ticks / TicksPerSecond),
            Value(status, "VmRSS:") * 1024,
            Value(status, "RssAnon:") * 1024,
            (int)Value(status, "Threads:"));
    }

    private static long Value(IReadOnlyList<string> status, string name)
    {
        var line = status.FirstOrDefault(one => one.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[name.Length..].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }
}
