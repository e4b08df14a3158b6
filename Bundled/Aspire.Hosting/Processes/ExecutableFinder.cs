namespace Aspire.Hosting.Processes;

internal static class ExecutableFinder
{
    /// <summary>The full path of a command: as given, relative to the working directory, or from PATH.</summary>
    /// <exception cref="ProcessStartException">There is no such file.</exception>
    public static string Find(string command, string workingDirectory, string? searchPath)
    {
        if (command.Contains(Path.DirectorySeparatorChar) || command.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(command, workingDirectory);
            return File.Exists(path) ? path : throw new ProcessStartException($"The command '{path}' does not exist.");
        }

        string[] extensions = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        foreach (var directory in (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var extension in extensions)
            {
                var path = Path.Combine(directory, command + extension);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        throw new ProcessStartException($"The command '{command}' is not in PATH; install it, or give its full path.");
    }
}
