using System.Globalization;

namespace Rollcall.Experiments.Sampling;

/// <summary>Reads processes from Linux' <c>/proc</c>.</summary>
internal static class ProcFile
{
    /// <summary>Unit of times in <c>/proc/PID/stat</c>: USER_HZ, 100 on every architecture .NET runs on.</summary>
    private const int TicksPerSecond = 100;

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

    /// <summary>Children of a process, and theirs.</summary>
    public static IEnumerable<int> Descendants(int pid)
    {
        foreach (var child in Children(pid))
        {
            yield return child;
            foreach (var grandchild in Descendants(child))
            {
                yield return grandchild;
            }
        }
    }

    private static IReadOnlyList<int> Children(int pid)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{pid}/task")
                .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return []; // It ended, or the kernel was built without this file.
        }
    }

    private static long Value(IReadOnlyList<string> status, string name)
    {
        var line = status.FirstOrDefault(one => one.StartsWith(name, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[name.Length..].Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }
}
