namespace Rollcall.Integration.Running;

/// <summary>A folder of models for one run, with version 1 of digits in it.</summary>
internal sealed class ModelFolders : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("rollcall-models-");

    public ModelFolders(params string[] names)
    {
        foreach (var name in names)
        {
            Copy("1", System.IO.Path.Combine(_root.FullName, name, "1"));
        }
    }

    public string Path => _root.FullName;

    /// <summary>Adds a version in one step, as a careful deployment does: copied beside, then renamed.</summary>
    public void Publish(string name, string version)
    {
        var beside = System.IO.Path.Combine(_root.FullName, $".{name}-{version}");
        Copy(version, beside);
        Directory.Move(beside, System.IO.Path.Combine(_root.FullName, name, version));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static void Copy(string version, string target)
    {
        var source = System.IO.Path.Combine(SourceRoot(), "models", "digits", version);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var to = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }

    private static string SourceRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Aspire.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No Aspire.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
