namespace Rollcall.Experiments.Running;

/// <summary>A folder of models that grows versions during a run; each is a copy of the repository's digits.</summary>
internal sealed class ModelFolder : IDisposable
{
    public const string Model = "digits";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("rollcall-models-");
    private readonly string _source = System.IO.Path.Combine(Repository.Root, "models", "digits", "1");
    private int _newest;

    public ModelFolder() => Publish();

    public string Path => _root.FullName;

    /// <summary>Adds the next version in one step, as a careful deployment does: copied beside, then renamed.</summary>
    /// <returns>Its number.</returns>
    public int Publish()
    {
        var version = ++_newest;
        var beside = System.IO.Path.Combine(_root.FullName, $".{version}");
        foreach (var file in Directory.EnumerateFiles(_source, "*", SearchOption.AllDirectories))
        {
            var to = System.IO.Path.Combine(beside, System.IO.Path.GetRelativePath(_source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var model = Directory.CreateDirectory(System.IO.Path.Combine(_root.FullName, Model));
        Directory.Move(beside, System.IO.Path.Combine(model.FullName, $"{version}"));
        return version;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
