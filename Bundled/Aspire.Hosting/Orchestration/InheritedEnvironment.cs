using System.Collections;

namespace Aspire.Hosting.Orchestration;

internal static class InheritedEnvironment
{
    // These describe the AppHost itself (its launch profile, its dashboard's addresses); a child that took them would listen there.
    private static readonly string[] s_own = ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE", "DOTNET_RUN_PROJECT"];

    /// <summary>The variables of this process that its children get.</summary>
    public static Dictionary<string, string> Copy()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        foreach (var name in s_own)
        {
            variables.Remove(name);
        }

        return variables;
    }
}
