using Rollcall.Tests;

namespace Rollcall.Integration.Running;

/// <summary>A folder of models for one run, each with version 1 of digits in it.</summary>
internal sealed class ModelFolders : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("rollcall-models-");

    public ModelFolders(params string[] names)
    {
        foreach (var name in names)
        {
            Publish(name, "1");
        }
    }

    public string Path => _root.FullName;

    /// <summary>Adds a version of digits to a model.</summary>
    public void Publish(string name, string version) => DigitsVersion.Publish(Path, name, version, source: version);

    public void Dispose() => _root.Delete(recursive: true);
}
