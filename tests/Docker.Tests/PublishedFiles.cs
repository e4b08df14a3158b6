namespace Rollcall.Docker;

/// <summary>The published application in a folder of its own.</summary>
internal sealed class PublishedFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-published-");

    private PublishedFiles()
    {
    }

    public string Folder => _folder.FullName;

    /// <summary>The variables of <c>.env</c>, which Compose reads itself and a swarm expects in the environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    public static async Task<PublishedFiles> WriteAsync()
    {
        var files = new PublishedFiles();
        await Shell.RunAsync("dotnet", [typeof(Projects.AppHost).Assembly.Location, "--operation", "publish", "--output-path", files.Folder]);
        files.Variables = File.ReadAllLines(Path.Combine(files.Folder, ".env"))
            .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
            .ToDictionary(line => line.Split('=', 2)[0], line => line.Split('=', 2)[1]);
        return files;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
