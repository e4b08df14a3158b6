namespace Embedded.TensorFlow.Tests.Golden;

/// <summary>Where models lie: copied beside the tests, in the repository, or in the shared folder beside it.</summary>
internal static class RepositoryPaths
{
    public static string Root { get; } = FindRoot();

    public static string Data { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    public static string SharedModels { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "models"));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Aspire.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException($"no Aspire.sln above {AppContext.BaseDirectory}");
    }
}
