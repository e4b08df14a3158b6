namespace Rollcall.Docker;

/// <summary>The application published for Compose and Swarm, in a folder of its own.</summary>
internal sealed class ComposeFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rollcall-published-");

    private ComposeFolder()
    {
    }

    public string Path => _folder.FullName;

    /// <summary>The variables of <c>.env</c>, which Compose reads itself and a swarm expects in the environment.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    public static async Task<ComposeFolder> PublishAsync()
    {
        var folder = new ComposeFolder();
        try
        {
            await Shell.RunAsync("dotnet", [typeof(Projects.AppHost).Assembly.Location, "--operation", "publish", "--output-path", folder.Path]);
            folder.Variables = File.ReadAllLines(System.IO.Path.Combine(folder.Path, ".env"))
                .Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
                .ToDictionary(line => line.Split('=', 2)[0], line => line.Split('=', 2)[1]);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
