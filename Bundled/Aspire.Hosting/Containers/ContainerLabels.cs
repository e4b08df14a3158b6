using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Containers;

/// <summary>What everything that a run creates in the engine is marked with, so that nothing of it is left behind and nothing of another run is touched.</summary>
internal static class ContainerLabels
{
    /// <summary>The run.</summary>
    public const string Session = "aspire.hosting.session";

    /// <summary>The AppHost's process: id and start time, as ids are used again.</summary>
    public const string Owner = "aspire.hosting.owner";

    /// <summary>The resource.</summary>
    public const string Resource = "aspire.hosting.resource";

    /// <summary>The process this code runs in.</summary>
    public static string ThisOwner { get; } = OwnerOf(Environment.ProcessId) ?? "";

    /// <summary>Whether the process that a label names is still there.</summary>
    public static bool IsAlive(string owner)
        => int.TryParse(owner.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && OwnerOf(id) == owner;

    private static string? OwnerOf(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return string.Create(CultureInfo.InvariantCulture, $"{id}:{process.StartTime.ToUniversalTime():yyyyMMddHHmmss}");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
