using System.Globalization;
using System.Text;

namespace Aspire.Hosting.Tests.Running;

/// <summary>What <c>/proc</c> tells of processes.</summary>
internal static class LinuxProcess
{
    /// <summary>Whether a process runs; one that is dead and only waits to be reaped does not.</summary>
    public static bool IsAlive(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Processes that were started with a variable of this value.</summary>
    public static IReadOnlyList<int> WithVariable(string name, string value)
    {
        var wanted = $"\0{name}={value}\0";
        return [.. Directory.GetDirectories("/proc").Select(d => Path.GetFileName(d)).Where(d => d.All(char.IsAsciiDigit))
            .Where(d => Environment(d).Contains(wanted, StringComparison.Ordinal)).Select(d => int.Parse(d, CultureInfo.InvariantCulture))];
    }

    private static string Environment(string id)
    {
        try
        {
            return $"\0{Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/environ"))}\0";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
