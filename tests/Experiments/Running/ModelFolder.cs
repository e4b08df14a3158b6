using Rollcall.Tests;

namespace Rollcall.Experiments.Running;

/// <summary>A folder of models that grows versions during a run; each is a copy of the repository's digits.</summary>
internal sealed class ModelFolder : IDisposable
{
    public const string Model = "digits";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("rollcall-models-");
    private int _newest;

    public ModelFolder() => Publish();

    public string Path => _root.FullName;

    /// <summary>Adds the next version.</summary>
    /// <returns>Its number.</returns>
    public int Publish()
    {
        DigitsVersion.Publish(Path, Model, $"{++_newest}", source: "1");
        return _newest;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
