namespace Aspire.Hosting;

/// <summary>A project that was added by path.</summary>
internal sealed class ProjectMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath => projectPath;

    /// <summary>Accepts a project file, or a directory that has exactly one.</summary>
    public static ProjectMetadata Find(string path, string baseDirectory)
    {
        var full = Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), baseDirectory);
        if (!Directory.Exists(full))
        {
            return new(full);
        }

        var projects = Directory.GetFiles(full, "*.csproj");
        return projects.Length == 1
            ? new(projects[0])
            : throw new DistributedApplicationException($"The directory '{full}' has {projects.Length} project files; name one of them.");
    }
}
