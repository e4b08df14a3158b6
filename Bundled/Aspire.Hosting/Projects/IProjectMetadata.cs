using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Where a project is; implemented by the generated classes in the namespace <c>Projects</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Launch settings that replace the file; null means the file.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Whether the project was built together with the AppHost.</summary>
    bool SuppressBuild => false;

    /// <summary>Whether the project is a single source file.</summary>
    bool IsFileBasedApp => ProjectPath.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
}
