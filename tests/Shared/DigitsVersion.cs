namespace Rollcall.Tests;

/// <summary>Publishes versions of the repository's digits model.</summary>
internal static class DigitsVersion
{
    /// <summary>Adds a version to a folder of models in one step, as a careful deployment does: copied beside, then renamed.</summary>
    /// <param name="models">The folder of models.</param>
    /// <param name="name">Name of the model.</param>
    /// <param name="version">Version to publish.</param>
    /// <param name="source">Version of digits to copy.</param>
    public static void Publish(string models, string name, string version, string source)
    {
        var from = Path.Combine(Checkout.Root, "models", "digits", source);
        var beside = Path.Combine(models, $".{name}-{version}");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(beside, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Directory.CreateDirectory(Path.Combine(models, name));
        Directory.Move(beside, Path.Combine(models, name, version));
    }
}
