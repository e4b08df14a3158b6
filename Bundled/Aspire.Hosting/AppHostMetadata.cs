using System.Reflection;

namespace Aspire.Hosting;

/// <summary>What the build wrote into the AppHost's assembly.</summary>
internal static class AppHostMetadata
{
    /// <summary>Directory of the AppHost's project.</summary>
    public const string ProjectPath = "apphostprojectpath";

    /// <summary>File name of the AppHost's project.</summary>
    public const string ProjectName = "apphostprojectname";

    /// <summary>Prefix of the keys that give each referenced project's assembly.</summary>
    public const string TargetPrefix = "aspireprojecttarget:";

    public static string? Get(Assembly? assembly, string key) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(m => string.Equals(m.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}
