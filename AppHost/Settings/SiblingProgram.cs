namespace Rollcall.AppHost.Settings;

/// <summary>
/// Finds the built program of another project of this solution. All outputs lie side by side (<c>artifacts/bin/PROJECT/CONFIGURATION</c>),
/// so a program is found from where this one runs, in the same configuration.
/// </summary>
internal static class SiblingProgram
{
    public static string PathOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

        // A test runs the application from the test's own output folder, which lies beside the others too.
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
        return File.Exists(path)
            ? path
            : throw new RunSettingsException($"{project} is not built (there is no {path}): run `dotnet build` first.");
    }
}
